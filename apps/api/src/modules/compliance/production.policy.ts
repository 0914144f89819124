import type { Rules } from '../../platform/graph/rules'

/** Who makes productions; that every client must be open to whom a broker's or a desk's are made by, the service says. */
export const productionRules: Rules = {
  'Query.production': 'privacy:export',
  'Query.productions': 'privacy:export',
  'Mutation.produceRecords': 'privacy:export',
  'Production.*': 'inherit',
  'ProductionConnection.*': 'inherit',
  'ProductionEdge.*': 'inherit',
}
