import type { Entry } from './ledger'

/** A client as the ledger says that it must be. */
export interface ExpectedClient {
  id: string
  name: string
  version: number
  tags: Set<string>
  interactions: Map<string, Extract<Entry, { what: 'interaction' }>>
}

/** What the ledger's entries come to, client by client; changes of clients that it does not know are told. */
export function expectedOf(entries: readonly Entry[], complain: (fault: string) => void): Map<string, ExpectedClient> {
  const clients = new Map<string, ExpectedClient>()
  for (const entry of entries) {
    if (entry.what === 'client') {
      if (clients.has(entry.clientId)) complain(`two creations were acknowledged with the id ${entry.clientId}`)
      clients.set(entry.clientId, { id: entry.clientId, name: entry.name, version: 1, tags: new Set(), interactions: new Map() })
      continue
    }
    const client = clients.get(entry.clientId)
    if (client === undefined) complain(`the ledger holds ${entry.what} of a client that it does not know: ${entry.clientId}`)
    else apply(client, entry, complain)
  }
  return clients
}

function apply(client: ExpectedClient, entry: Exclude<Entry, { what: 'client' }>, complain: (fault: string) => void): void {
  switch (entry.what) {
    case 'change':
      client.version += 1
      client.name = entry.name
      if (entry.version !== client.version) complain(`a change of ${client.id} was acknowledged as version ${entry.version}, it is the ${client.version}th`)
      return
    case 'tag':
      client.version += 1
      client.tags.add(entry.tag)
      return
    case 'interaction':
      if (client.interactions.has(entry.id)) complain(`two recordings were acknowledged with the id ${entry.id}`)
      client.interactions.set(entry.id, entry)
  }
}
