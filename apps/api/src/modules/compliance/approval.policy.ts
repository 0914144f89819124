import type { Actor } from '../../platform/directory/actor'
import { forbidden, notFound } from '../../platform/errors/domain-error'
import type { Rules } from '../../platform/graph/rules'
import type { Approval } from './approval'

/** Whoever decides sees what was asked for, of clients within reach; anybody else, what one asked for oneself. */
export const approvalRules: Rules = {
  'Query.approvals': 'signed-in',
  'Query.approval': 'signed-in',
  'Mutation.decideApproval': 'approvals:decide',
  'Mutation.withdrawApproval': 'signed-in',
  'Approval.*': 'inherit',
  'ApprovalSubject.*': 'inherit',
  'ApprovalConnection.*': 'inherit',
  'ApprovalEdge.*': 'inherit',
}

export const decides = (actor: Actor): boolean => actor.permissions.has('approvals:decide')

/** @param reaches whether all whom it is about are within the actor's reach. @throws {DomainError} NOT_FOUND, also out of sight. */
export function requireSeesApproval(actor: Actor, approval: Approval | null, reaches: boolean): Approval {
  if (approval === null || (!(decides(actor) && reaches) && approval.requestedBy !== actor.userId)) throw notFound('approval')
  return approval
}

/** @throws {DomainError} FORBIDDEN to the one who asked, and to the user whom it is about. */
export function requireIsAnother(actor: Actor, { requestedBy, subject }: Approval): void {
  if (requestedBy === actor.userId) throw forbidden('Nobody decides on what one asked for oneself')
  if (subject.type === 'User' && subject.id === actor.userId) throw forbidden('Nobody decides on what is asked for oneself')
}
