import { accessGraph } from './modules/access/module'
import { complianceGraph } from './modules/compliance/module'
import { documentsGraph } from './modules/documents/module'
import { interactionsGraph } from './modules/interactions/module'
import { profilesGraph } from './modules/profiles/module'
import { segmentsGraph } from './modules/segments/module'
import { syncGraph } from './modules/sync/module'
import type { ModuleGraph } from './platform/federation/module-graph'

/** What every module adds to the graph. */
export const moduleGraphs: readonly ModuleGraph[] = [accessGraph, profilesGraph, interactionsGraph, segmentsGraph, documentsGraph, syncGraph, complianceGraph]
