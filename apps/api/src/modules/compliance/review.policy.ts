import type { Rules } from '../../platform/graph/rules'

/** Whoever supervises sees what those wrote whom it supervises, of the clients that it sees. */
export const reviewRules: Rules = {
  'Query.reviews': 'supervision:review',
  'Mutation.reviewCommunication': 'supervision:review',
  'Review.*': 'inherit',
  'ReviewConnection.*': 'inherit',
  'ReviewEdge.*': 'inherit',
}
