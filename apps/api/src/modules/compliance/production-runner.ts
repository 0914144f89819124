import { createHash } from 'node:crypto'
import type { Directory, DirectoryClient } from '../../platform/directory/directory'
import type { EncryptedFiles } from '../../platform/files/encrypted-files'
import type { Keys } from '../../platform/keys/keys'
import { startPump, type Pump } from '../../platform/log/pump'
import type { Surroundings } from '../../platform/module'
import type { Database } from '../../platform/postgres/database'
import { handedOutOwner, handedOutPart } from '../../platform/privacy/hand-out-when-asked'
import { modulesWithClients } from '../../platform/privacy/modules-with-clients'
import type { Logger } from '../../platform/telemetry/logger'
import { fileOf, linesBut, lostOf, type Lines } from './archive-parts'
import { openChanges } from './audit-changes'
import type { Wording } from './archive-words'
import { csvHead, csvRow, jsonLine } from './audit-lines'
import type { Person } from './people'
import { auditPart, manifestPart, pagePart, type Production } from './production'
import { clientsIn, manifestOf } from './production-manifest'
import { productionPage } from './production-page'
import { entriesNumbered, numbersAbout } from './store/audit-entry.store'
import type { ProductionStore } from './store/production.store'
import { clientNames, type WordingNow } from './wording'

interface Parts {
  productions: ProductionStore
  files: EncryptedFiles
  keys: Keys
  database: Database
  directory: Directory
  wordingNow: WordingNow
}

const batch = 1_000

async function* extract({ database, keys }: Parts, { numbers, people }: { numbers: readonly number[]; people: ReadonlyMap<string, Person> }, form: 'jsonl' | 'csv'): AsyncGenerator<Buffer> {
  if (form === 'csv') yield Buffer.from(csvHead)
  for (let at = 0; at < numbers.length; at += batch) {
    const entries = await entriesNumbered(database, numbers.slice(at, at + batch))
    // What is produced holds the fields themselves, so that what they were before is told as well.
    const changes = form === 'csv' ? await openChanges(keys, () => true, entries) : null
    for (const entry of entries) yield Buffer.from(changes === null ? jsonLine(entry) : csvRow(entry, { changes: changes.get(entry.id), people }))
  }
}

async function* bytesOf(texts: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const text of texts) yield Buffer.from(text)
}

async function* once(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text)
}

interface Shown {
  lines: Lines
  wording: Omit<Wording, 'clients'>
  known: ReadonlyMap<string, DirectoryClient>
  missing: readonly string[]
}

async function writePage({ files }: Parts, production: Production, { lines, wording, known, missing }: Shown): Promise<void> {
  const { id } = production
  const references = [...known].map(([clientId, { reference }]) => [clientId, reference] as const)
  const clients = new Map([...references, ...(await clientNames(lines('profiles')))])
  await files.write(pagePart(id), handedOutOwner(id), bytesOf(productionPage(production, lines, { wording: { ...wording, clients }, missing })))
}

/** What modules handed out, as far as it is on the disk still: what is missing before it is finished holds up neither the rest nor what comes behind. */
async function leftOf({ files }: Pick<Parts, 'files'>, { id, parts }: Production, logger: Logger): Promise<Pick<Shown, 'lines' | 'missing'>> {
  const handedOut = { files, requestId: id, parts }
  const lost = await lostOf(handedOut, modulesWithClients)
  const missing = [...lost].map(fileOf)
  if (missing.length > 0) logger.warn({ production: id, missing }, 'Files of a production were lost before it was finished: its manifest says so; make it anew')
  return { lines: linesBut(handedOut, lost), missing }
}

/** Deletes the files of a production; that it was made stays on record. */
export async function dropProduction({ productions, files, keys }: Pick<Parts, 'productions' | 'files' | 'keys'>, { id, parts }: Production): Promise<void> {
  for (let part = 1; part <= parts; part += 1) for (const module of modulesWithClients) await files.remove(handedOutPart(id, part, module))
  for (const name of [auditPart(id, 'jsonl'), auditPart(id, 'csv'), pagePart(id), manifestPart(id)]) await files.remove(name)
  await keys.destroy([handedOutOwner(id)])
  await productions.drop(id)
}

/** Ends productions for which every module has answered: adds the audit's extract and the manifest; and deletes their files after thirty days. */
export function startProductions(parts: Parts, { leases, logger }: Pick<Surroundings, 'leases' | 'logger'>): Pump {
  const { productions, files, database, wordingNow } = parts
  const end = async (production: Production) => {
    const { id, people, wholeIds: clientIds, from, to } = production
    const wording = await wordingNow()
    const numbers = await numbersAbout(database, { clientIds, people, from, to })
    for (const form of ['jsonl', 'csv'] as const) await files.write(auditPart(id, form), handedOutOwner(id), extract(parts, { numbers, people: wording.people }, form))
    const { lines, missing } = await leftOf(parts, production, logger)
    const clients = await clientsIn(parts, production, lines)
    // Both name clients and people as they are now, and are not made anew.
    await writePage(parts, production, { lines, wording, known: clients.known, missing })
    const manifest = await manifestOf(parts, production, { ...clients, people: wording.people, auditEntries: numbers.length, missing })
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
