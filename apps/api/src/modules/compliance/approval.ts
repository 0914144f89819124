import type { ApprovalAct, ApprovalState } from '@brokersync/schema/enums'
import type { ApprovalId, ClientId, UserId } from '@brokersync/schema/ids'
import type { Asked } from '../../platform/approvals/approvals'

/** An act that somebody asked for and a second person decides on. */
export interface Approval {
  id: ApprovalId
  act: ApprovalAct
  operation: string
  subject: { type: string; id: string }
  /** Under the key of the first of them it is sealed. */
  clientIds: readonly ClientId[]
  /** Who it is about: of a hold, whom it holds. */
  aboutIds: readonly ClientId[]
  /** Null where its key was destroyed with its client. */
  asked: Asked | null
  requestedBy: UserId
  requestedAt: Date
  expiresAt: Date
  state: ApprovalState
  decidedBy: UserId | null
  decidedAt: Date | null
  note: string | null
  doneAt: Date | null
}

/** Its state at an instant: what is left open too long can no more be approved or carried out. */
export const stateAt = ({ state, expiresAt }: Pick<Approval, 'state' | 'expiresAt'>, now: Date): ApprovalState =>
  (state === 'REQUESTED' || state === 'APPROVED') && expiresAt <= now ? 'EXPIRED' : state
