import { accessGraph } from './modules/access/module'
import { profilesGraph } from './modules/profiles/module'
import type { ModuleGraph } from './platform/federation/module-graph'

/** What every module adds to the graph. */
export const moduleGraphs: readonly ModuleGraph[] = [accessGraph, profilesGraph]
