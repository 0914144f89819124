import type { ModuleGraph } from '../../platform/federation/module-graph'
import type { ModuleFactory } from '../../platform/module'
import { ClientSegmentsResolver, SegmentResolver } from './graphql/segment.resolver'
import { segmentData } from './personal-data'
import { segmentRules } from './segment.policy'
import { SegmentService } from './segment.service'
import { postgresSegmentStore } from './store/postgres-segment.store'

/** What segments adds to the graph. */
export const segmentsGraph: ModuleGraph = { name: 'segments', resolvers: [SegmentResolver, ClientSegmentsResolver], rules: segmentRules }

/** The groups that clients fall into: for now those whose members a person chooses. */
export const segments: ModuleFactory = async ({ database, keys, commit, directory, cursors }) => {
  const service = new SegmentService({ store: postgresSegmentStore({ database, keys, commit }), directory, database, keys })
  return {
    ...segmentsGraph,
    resolvers: [new SegmentResolver(service, cursors), new ClientSegmentsResolver(service)],
    personalData: segmentData(database, keys),
  }
}
