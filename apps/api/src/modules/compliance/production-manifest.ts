import type { ClientId, UserId } from '@brokersync/schema/ids'
import type { Directory, DirectoryClient } from '../../platform/directory/directory'
import type { EncryptedFiles } from '../../platform/files/encrypted-files'
import type { Database } from '../../platform/postgres/database'
import { modulesWithClients } from '../../platform/privacy/modules-with-clients'
import { clientOf, type Lines } from './archive-parts'
import type { Person } from './people'
import type { Production } from './production'
import { filesOf, markOf } from './production-archive'
import { lastCheckpoint } from './store/audit-checkpoint.store'

interface Parts {
  files: EncryptedFiles
  database: Database
  directory: Directory
}

type People = ReadonlyMap<string, Person>

/** The clients of whom anything was handed out. */
async function producedClients(lines: Lines): Promise<Set<string>> {
  const found = new Set<string>()
  for (const module of modulesWithClients) for await (const line of lines(module)) found.add(clientOf(line))
  return found
}

/** Somebody as whoever reads the archive would look for: the id alone where nothing is known of it. */
const named = (people: People, id: UserId): Pick<Person, 'id'> & Partial<Person> => people.get(id) ?? { id }

interface Clients {
  known: ReadonlyMap<string, DirectoryClient>
  /** Those of whom these people recorded anything. */
  partly: readonly ClientId[]
}

/** The clients that a production holds anything of. */
export async function clientsIn({ directory }: Pick<Parts, 'directory'>, production: Production, lines: Lines): Promise<Clients> {
  const produced = await producedClients(lines)
  const partly = production.partlyIds.filter((clientId) => produced.has(clientId))
  return { partly, known: await directory.find([...production.wholeIds, ...partly]) }
}

/** What a production holds, for whom, and the marks of its files. */
export async function manifestOf(parts: Parts, production: Production, { known, partly, people, auditEntries, missing }: Clients & { people: People; auditEntries: number; missing: readonly string[] }): Promise<string> {
  const { id, of, from, to, requestedBy, requestedAt, wholeIds } = production
  const clientsNamed = (ids: readonly ClientId[], records: string) => ids.map((clientId) => ({ id: clientId, reference: known.get(clientId)?.reference ?? null, records }))
  const files = []
  for (const [name, read] of filesOf(parts.files, production)) if (!missing.includes(name)) files.push(await markOf(name, read()))
  const checkpoint = await lastCheckpoint(parts.database)
  const manifest = {
    production: id, of, from, to, requestedBy: named(people, requestedBy), requestedAt, people: production.people.map((one) => named(people, one)),
    clients: [...clientsNamed(wholeIds, 'all'), ...clientsNamed(partly, 'those that these people recorded')],
    files,
    ...(missing.length > 0 && { missing }),
    audit: { entries: auditEntries, checkpoint: checkpoint === null ? null : (JSON.parse(checkpoint.line) as unknown) },
  }
  return `${JSON.stringify(manifest, null, 2)}\n`
}
