import type { ModuleName } from './environment'
import { access } from './modules/access/module'
import { compliance } from './modules/compliance/module'
import { documents } from './modules/documents/module'
import { interactions } from './modules/interactions/module'
import { profiles } from './modules/profiles/module'
import { segments } from './modules/segments/module'
import { sync } from './modules/sync/module'
import type { ModuleFactory } from './platform/module'

/** Every module of the product, in the order in which they start. */
export const moduleFactories: ReadonlyMap<ModuleName, ModuleFactory> = new Map<ModuleName, ModuleFactory>([
  ['access', access],
  ['profiles', profiles],
  ['interactions', interactions],
  ['segments', segments],
  ['documents', documents],
  ['sync', sync],
  ['compliance', compliance],
])
