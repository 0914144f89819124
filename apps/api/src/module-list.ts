import type { ModuleName } from './environment'
import type { ModuleFactory } from './platform/module'

/** Every module of the product, in the order in which they start. */
export const moduleFactories: ReadonlyMap<ModuleName, ModuleFactory> = new Map<ModuleName, ModuleFactory>([])
