import type { UserId } from '@brokersync/schema/ids'
import { uuidv7 } from '../../../platform/ids'
import type { AuditRow, NewEvent } from '../../../platform/postgres/commit'

/** The audit row of a deed on a credential, or on a user of none. */
export const audited = (action: string, type: string, id: string | null): AuditRow => ({ action, subject: id === null ? null : { type, id }, clientIds: [], changes: null })

/** The event by which open sockets on a user's credentials are put out, in every process. */
export const ended = (type: 'session.ended' | 'token.revoked', userId: UserId, data: Readonly<Record<string, unknown>>): NewEvent => ({
  id: uuidv7(), type, subject: userId, version: 2, at: new Date(), data,
})
