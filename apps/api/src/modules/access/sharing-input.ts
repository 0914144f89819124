import type { ClientId, UserId } from '@brokersync/schema/ids'
import { isUuid } from '@brokersync/schema/ids'
import { z } from 'zod'
import { instant } from '../../platform/errors/instant'
import { line } from '../../platform/errors/line'
import { longestLoan } from './loan'

const reason = line(500)
const userId = z.string().refine(isUuid, 'must be the id of an active user').transform((id) => id as UserId)
const future = instant.refine((at) => at.getTime() > Date.now(), 'must be in the future')

export const grantInput = z.object({
  clientId: z.string().transform((id) => id as ClientId),
  userId,
  until: future.nullish(),
  reason,
})

export const loanInput = z
  .object({ fromUserId: userId, toUserId: userId, from: instant.nullish(), until: future, reason })
  .superRefine(({ fromUserId, toUserId, from, until }, context) => {
    const fault = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
    if (fromUserId === toUserId) fault('toUserId', 'must be another user')
    // What is no instant is a fault of its own already.
    if (!(until instanceof Date) || typeof from === 'string') return
    const start = (from ?? new Date()).getTime()
    if (until.getTime() <= start) fault('until', 'must be after from')
    else if (until.getTime() - start > longestLoan) fault('until', 'must be within a year of from')
  })

export const wallInput = z.object({
  teams: z
    .array(line(100))
    .length(2, 'must be two teams')
    .refine(([one, other]) => one !== other, 'must be two different teams'),
  reason,
})

export const wallRemovalInput = z.object({ reason })
