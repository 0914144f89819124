import type { Rules } from '../../platform/graph/rules'

export const retentionRules: Rules = {
  'Query.retentionRules': 'retention:write',
  'Query.retentionVersions': 'retention:write',
  'Query.retentionRegimes': 'retention:write',
  'Query.retentionEffect': 'retention:write',
  'Mutation.updateRetention': 'retention:write',
  'RetentionRules.*': 'inherit',
  'RetentionYears.*': 'inherit',
  'RetentionRegime.*': 'inherit',
  'RetentionEffect.*': 'inherit',
  'RetentionKept.*': 'inherit',
  'RetentionRulesConnection.*': 'inherit',
  'RetentionRulesEdge.*': 'inherit',
}
