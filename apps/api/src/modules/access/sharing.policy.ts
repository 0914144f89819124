import type { UserId } from '@brokersync/schema/ids'
import { reachOf, type Actor } from '../../platform/directory/actor'
import { covers } from '../../platform/directory/reach'
import { forbidden, notFound } from '../../platform/errors/domain-error'
import type { Rules } from '../../platform/graph/rules'
import type { Loan } from './loan'

export const sharingRules: Rules = {
  'Query.teams': 'users:read',
  'Query.walls': 'walls:read',
  'Mutation.setWall': 'walls:write',
  'Mutation.removeWall': 'walls:write',
  'Query.loans': 'loans:read',
  'Mutation.lendClients': 'loans:write',
  'Mutation.endLoan': 'loans:write',
  'Mutation.grantClient': 'clients:grant',
  'Mutation.revokeGrant': 'clients:grant',
  'Client.grants': 'clients:grant',
  'Query.whyVisible': 'access:explain',
  'Team.walls': 'walls:read',
  'Team.*': 'inherit',
  'Wall.*': 'inherit',
  'Loan.*': 'inherit',
  'LoanConnection.*': 'inherit',
  'LoanEdge.*': 'inherit',
  'ClientGrant.*': 'inherit',
  'Visibility.*': 'inherit',
  'VisibilityRule.*': 'inherit',
}

/** Whether an actor sees a loan: one that it lent or borrowed, or as far as its permission reaches. */
export function seesLoan(actor: Actor, { fromId, toId }: Pick<Loan, 'fromId' | 'toId'>): boolean {
  const reach = reachOf(actor, 'loans:read')
  return covers(reach, { ownerId: fromId }) || covers(reach, { ownerId: toId })
}

/** @throws {DomainError} NOT_FOUND for a loan out of sight; FORBIDDEN for one whose lender's clients the actor may not lend. */
export function requireMayLend(actor: Actor, fromId: UserId): void {
  if (!covers(reachOf(actor, 'loans:write'), { ownerId: fromId })) throw forbidden('This needs the permission loans:write for this user’s clients')
}

/** @throws {DomainError} NOT_FOUND, also out of sight. */
export function requireSeesLoan(actor: Actor, loan: Loan | null): Loan {
  if (loan === null || !seesLoan(actor, loan)) throw notFound('loan')
  return loan
}
