import type { Rules } from '../../platform/graph/rules'

export const passwordRulesOfGraph: Rules = {
  'Mutation.changePassword': 'signed-in',
  'Mutation.setOneTimePassword': 'users:write',
  'User.mustChangePassword': 'signed-in',
  'OneTimePassword.*': 'inherit',
}
