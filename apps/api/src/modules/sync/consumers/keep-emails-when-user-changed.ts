import { userEvents } from '../../../platform/directory/directory-consumer'
import type { Consumer } from '../../../platform/log/consumer'
import type { ReferenceStore } from '../store/reference.store'

/** Keeps which user has an email, so that a file's `ownerEmail` finds its owner; a user's event tells it as a keyed fingerprint. */
export const keepEmailsWhenUserChanged = (store: ReferenceStore): Consumer => ({
  name: 'keep-emails-when-user-changed',
  types: userEvents,
  handle: async (events) => {
    const last = new Map(events.flatMap(({ subject, data }) => (typeof data['emailHash'] === 'string' ? [[subject, data['emailHash']] as const] : [])))
    const users = [...last].map(([userId, hash]) => ({ userId, hash: Buffer.from(hash, 'base64') }))
    return { writes: users.length === 0 ? [] : store.keepEmails(users) }
  },
})
