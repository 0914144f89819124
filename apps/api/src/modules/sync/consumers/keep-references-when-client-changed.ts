import type { Consumer } from '../../../platform/log/consumer'
import type { LoggedEvent } from '../../../platform/log/log'
import type { ReferenceStore } from '../store/reference.store'

interface MarkedReference {
  source: string
  /** Base64 of its keyed fingerprint. */
  hash: string
}

const referencesOf = (event: LoggedEvent): readonly MarkedReference[] | undefined => event.data['references'] as readonly MarkedReference[] | undefined

/** Keeps by which references other systems know our clients, so that their rows find them. */
export const keepReferencesWhenClientChanged = (store: ReferenceStore): Consumer => ({
  name: 'keep-references-when-client-changed',
  types: ['client.created', 'client.updated'],
  handle: async (events) => {
    const last = new Map(events.flatMap((event) => (referencesOf(event) === undefined ? [] : [[event.subject, event] as const])))
    const clients = [...last].map(([clientId, event]) => ({
      clientId,
      references: (referencesOf(event) ?? []).map(({ source, hash }) => ({ source, hash: Buffer.from(hash, 'base64') })),
    }))
    return { writes: clients.length === 0 ? [] : store.keepReferences(clients) }
  },
})
