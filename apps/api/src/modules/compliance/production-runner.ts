import { createHash } from 'node:crypto'
import type { ClientId } from '@brokersync/schema/ids'
import type { Directory } from '../../platform/directory/directory'
import type { EncryptedFiles } from '../../platform/files/encrypted-files'
import type { Keys } from '../../platform/keys/keys'
import { startPump, type Pump } from '../../platform/log/pump'
import type { Surroundings } from '../../platform/module'
import type { Database } from '../../platform/postgres/database'
import { handedOutOwner, handedOutPart } from '../../platform/privacy/hand-out-when-asked'
import { modulesWithClients } from '../../platform/privacy/modules-with-clients'
import { linesOf } from './archive-parts'
import { openChanges } from './audit-changes'
import { csvHead, csvRow, jsonLine } from './audit-lines'
import { auditPart, manifestPart, type Production } from './production'
import { filesOf, markOf } from './production-archive'
import { lastCheckpoint } from './store/audit-checkpoint.store'
import { entriesNumbered, numbersAbout } from './store/audit-entry.store'
import type { ProductionStore } from './store/production.store'

interface Parts {
  productions: ProductionStore
  files: EncryptedFiles
  keys: Keys
  database: Database
  directory: Directory
}

const batch = 1_000

async function* extract({ database, keys }: Parts, numbers: readonly number[], form: 'jsonl' | 'csv'): AsyncGenerator<Buffer> {
  if (form === 'csv') yield Buffer.from(csvHead)
  for (let at = 0; at < numbers.length; at += batch) {
    const entries = await entriesNumbered(database, numbers.slice(at, at + batch))
    // What is produced holds the fields themselves, so that what they were before is told as well.
    const changes = form === 'csv' ? await openChanges(keys, () => true, entries) : null
    for (const entry of entries) yield Buffer.from(changes === null ? jsonLine(entry) : csvRow(entry, changes.get(entry.id)))
  }
}

/** The clients of whom anything was handed out: each line begins with its client's id. */
async function producedClients({ files }: Parts, { id, parts }: Production): Promise<Set<string>> {
  const start = '{"clientId":"'.length
  const found = new Set<string>()
  for (const module of modulesWithClients) for await (const line of linesOf({ files, requestId: id, parts }, module)) found.add(line.slice(start, start + 36))
  return found
}

async function manifestOf(parts: Parts, production: Production, auditEntries: number): Promise<string> {
  const { id, of, from, to, requestedBy, requestedAt, people, wholeIds, partlyIds } = production
  const produced = await producedClients(parts, production)
  const partly = partlyIds.filter((clientId) => produced.has(clientId))
  const known = await parts.directory.find([...wholeIds, ...partly])
  const named = (ids: readonly ClientId[], records: string) => ids.map((clientId) => ({ id: clientId, reference: known.get(clientId)?.reference ?? null, records }))
  const files = []
  for (const [name, read] of filesOf(parts.files, production)) files.push(await markOf(name, read()))
  const checkpoint = await lastCheckpoint(parts.database)
  const manifest = {
    production: id, of, from, to, requestedBy, requestedAt, people,
    clients: [...named(wholeIds, 'all'), ...named(partly, 'those that these people recorded')],
    files,
    audit: { entries: auditEntries, checkpoint: checkpoint === null ? null : (JSON.parse(checkpoint.line) as unknown) },
  }
  return `${JSON.stringify(manifest, null, 2)}\n`
}

async function* once(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text)
}

/** Deletes the files of a production; that it was made stays on record. */
export async function dropProduction({ productions, files, keys }: Pick<Parts, 'productions' | 'files' | 'keys'>, { id, parts }: Production): Promise<void> {
  for (let part = 1; part <= parts; part += 1) for (const module of modulesWithClients) await files.remove(handedOutPart(id, part, module))
  for (const name of [auditPart(id, 'jsonl'), auditPart(id, 'csv'), manifestPart(id)]) await files.remove(name)
  await keys.destroy([handedOutOwner(id)])
  await productions.drop(id)
}

/** Ends productions for which every module has answered: adds the audit's extract and the manifest; and deletes their files after thirty days. */
export function startProductions(parts: Parts, { leases, logger }: Pick<Surroundings, 'leases' | 'logger'>): Pump {
  const { productions, files, database } = parts
  const end = async (production: Production) => {
    const { id, people, wholeIds: clientIds, from, to } = production
    const numbers = await numbersAbout(database, { clientIds, people, from, to })
    for (const form of ['jsonl', 'csv'] as const) await files.write(auditPart(id, form), handedOutOwner(id), extract(parts, numbers, form))
    const manifest = await manifestOf(parts, production, numbers.length)
    await files.write(manifestPart(id), handedOutOwner(id), once(manifest))
    await productions.finish(production, { auditEntries: numbers.length, manifestHash: createHash('sha256').update(manifest).digest() })
  }
  const turn = async (): Promise<boolean> => {
    if (!(await leases.holds('productions'))) return false
    const answered = await productions.answered(modulesWithClients)
    for (const production of answered) await end(production)
    for (const production of await productions.old()) await dropProduction(parts, production)
    return answered.length > 0
  }
  return startPump('productions', turn, logger)
}
