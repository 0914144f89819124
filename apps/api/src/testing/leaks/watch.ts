import { standingOf } from '@brokersync/schema/standing'
import { createClient } from 'graphql-ws'
import { operation } from '../contract'
import { credentials } from '../contract-socket'
import type { Canary, Firm } from '../firm'
import type { Reachable } from '../people'
import type { Caller } from './canaries'

/** All that a caller was told over its socket, by the client that it asked about. */
export interface Heard {
  caller: Caller
  /** Client id → the messages, as text. */
  messages: Map<string, string>
  stop: () => void
}

const added = `subscription ($clientId: ID!) { timelineItemAdded(clientId: $clientId) { id title ... on Note { body } } }`
const changed = `subscription ($id: ID!) { clientChanged(id: $id) { displayName tags contact { emails { address } addresses { lines } } communicationPreferences { language } risk { assessedOn } goals { title } sensitive { taxId identityDocument } consents { source } } }`

/** Listens to everything about every client, and resolves once each subscription stands or is refused. */
export async function watch(app: Reachable, caller: Caller, clients: readonly Canary[]): Promise<Heard> {
  let stands: (payload: Record<string, unknown> | undefined) => void = () => undefined
  const client = createClient({
    url: `${app.served.address.replace(/^http/, 'ws')}/graphql`, ...credentials(app.served.address, caller.token), retryAttempts: 0,
    on: { ping: (received, payload) => received && stands(payload) },
  })
  const messages = new Map<string, string>()
  const expected = clients.length * 2
  let settled = 0
  const all = new Promise<void>((resolve) => {
    const one = () => {
      settled += 1
      if (settled >= expected) resolve()
    }
    stands = (payload) => standingOf(payload) !== null && one()
    for (const { id } of clients) {
      const hear = (told: unknown) => void messages.set(id, (messages.get(id) ?? '') + JSON.stringify(told))
      for (const [query, variables] of [[added, { clientId: id }], [changed, { id }]] as const) {
        client.subscribe({ query, variables }, {
          next: hear,
          error: (refusal) => {
            hear(refusal)
            one()
          },
          // A refusal comes as a result of errors alone, and the end.
          complete: one,
        })
      }
    }
  })
  await all
  return { caller, messages, stop: () => void client.dispose() }
}

/** Something new happens with each client, and each is changed. @returns what was written, by client. */
export async function stir(app: Reachable, firm: Firm, clients: readonly Canary[]): Promise<Map<string, string>> {
  const written = new Map<string, string>()
  for (const { id } of clients) {
    const text = `zqlv${firm.clients.findIndex((one) => one.id === id).toString(36).padStart(3, '0')}xw`
    written.set(id, text)
    await app.send(operation('AddNote'), { input: { clientId: id, body: `Live ${text}` } })
    await app.send(operation('TagClients'), { input: { ids: [id], add: ['stirred'], remove: [] } })
  }
  return written
}
