import { randomUUID } from 'node:crypto'
import { isUuid, type ImportId, type UserId } from '@brokersync/schema/ids'
import { reachOf, type Actor } from '../../platform/directory/actor'
import { conflict, notFound } from '../../platform/errors/domain-error'
import type { EncryptedFiles } from '../../platform/files/encrypted-files'
import type { Passes } from '../../platform/files/passes'
import { uuidv7 } from '../../platform/ids'
import type { Keys } from '../../platform/keys/keys'
import { ExpectationFailed, type Origin } from '../../platform/postgres/commit'
import type { Database } from '../../platform/postgres/database'
import { idempotently } from '../../platform/postgres/idempotently'
import { fileLimit, keyOwnerOf, type Import } from './import'
import { planImport, type StartImport } from './import-plan'
import { maySeeRows, maySend, reachOfRows, requireSees } from './import.policy'
import type { ImportStore } from './store/import.store'

export interface ImportServiceParts {
  store: ImportStore
  files: EncryptedFiles
  passes: Passes
  database: Database
  keys: Keys
  /** The firm's country (ISO 3166-1 alpha-2) and time zone (IANA). */
  firm: { country: string; timeZone: string }
}

/** A short-lived leave to send or fetch a file over plain HTTP. */
export interface Leave {
  pass: string
  expiresAt: Date
}

const deeds = { upload: 'upload an import', rejected: 'download rejected rows' }
const hour = 3_600_000

/** The use cases of imports. */
export class ImportService {
  constructor(private readonly parts: ImportServiceParts) {}

  /**
   * Prepares an import: its file is then sent to the address of {@link upload}.
   * @throws {DomainError} BAD_USER_INPUT with all faults, FORBIDDEN, CONFLICT for a key that was used with another input.
   */
  async start(actor: Actor, given: StartImport, origin: Origin): Promise<Import> {
    const { store, database, keys, firm } = this.parts
    const { kind, plan } = planImport(given, firm)
    const reach = reachOfRows(actor, kind, plan)
    const { idempotencyKey = null, ...input } = given
    const made: Import = {
      id: uuidv7<ImportId>(), actorId: actor.userId, kind, format: 'CSV', dryRun: given.dryRun, status: 'AWAITING_UPLOAD', reach, plan, findings: null, file: null, rejectedFile: null,
      batches: 0, answered: 0, rows: 0, created: 0, updated: 0, unchanged: 0, rejected: 0, message: null, startedAt: null, finishedAt: null,
    }
    return idempotently(
      { database, schema: 'sync', keys },
      { caller: actor.userId, operation: 'startImport', key: idempotencyKey, input },
      async (claims) => {
        await store.create(made, claims(made.id), origin)
        return made
      },
      (id) => this.require(actor, id),
    )
  }

  /** @throws {DomainError} NOT_FOUND, also for one that the actor may not see. */
  async require(actor: Actor, id: string): Promise<Import> {
    return requireSees(actor, isUuid(id) ? await this.parts.store.byId(id as ImportId) : null)
  }

  /** Newest first. */
  list(actor: Actor, page: { first: number; before: string | null }): Promise<Import[]> {
    return this.parts.store.list(reachOf(actor, 'imports:read'), page)
  }

  /** The leave to send an import's file; null where it waits for none, or not from this actor. */
  async upload(actor: Actor, one: Import): Promise<Leave | null> {
    if (one.status !== 'AWAITING_UPLOAD' || !maySend(actor, one)) return null
    const expiresAt = new Date(Date.now() + hour)
    return { pass: await this.parts.passes.issue(deeds.upload, one.id, actor, { needs: 'imports:write', expiresAt }), expiresAt }
  }

  /** The leave to fetch the rejected rows; null where there are none, or not for this actor. */
  async rejectedRows(actor: Actor, one: Import): Promise<Leave | null> {
    if (one.rejectedFile === null || !maySeeRows(actor, one)) return null
    const expiresAt = new Date(Date.now() + hour)
    return { pass: await this.parts.passes.issue(deeds.rejected, one.id, actor, { needs: 'imports:read', expiresAt }), expiresAt }
  }

  /**
   * Keeps the file of an import and queues it. What breaks off leaves nothing, and may be sent again.
   * @throws {DomainError} UNAUTHENTICATED for a wrong pass, CONFLICT where a file came already, PAYLOAD_TOO_LARGE.
   */
  async receive(id: string, pass: string | undefined, bytes: AsyncIterable<Buffer>, request: Pick<Origin, 'requestId' | 'address' | 'agent'>): Promise<void> {
    const { store, files, passes } = this.parts
    const { userId } = await passes.check(deeds.upload, id, pass)
    const one = await store.byId(id as ImportId)
    if (one === null) throw notFound('import')
    if (one.status !== 'AWAITING_UPLOAD') throw conflict('This import has its file already')
    const name = `${one.id}.${randomUUID()}`
    await files.write(name, keyOwnerOf(one.id), bytes, fileLimit)
    try {
      await store.takeFile(one.id, name, { ...request, actorId: userId, credential: 'pass' })
    } catch (error) {
      await files.remove(name)
      if (error instanceof ExpectationFailed) throw conflict('This import has its file already')
      throw error
    }
  }

  /** The rejected rows as CSV, for the holder of a leave. @throws {DomainError} UNAUTHENTICATED, NOT_FOUND. */
  async fetchRejected(id: string, pass: string | undefined): Promise<{ holder: UserId; bytes: AsyncIterable<Buffer> }> {
    const { userId } = await this.parts.passes.check(deeds.rejected, id, pass)
    const one = await this.parts.store.byId(id as ImportId)
    if (one?.rejectedFile == null) throw notFound('file')
    return { holder: userId, bytes: this.parts.files.read(one.rejectedFile) }
  }

  /** Removes what uploads left behind that no import came of. */
  async tidy(): Promise<void> {
    const old = await this.parts.files.olderThan(24 * hour)
    const used = await this.parts.store.filesInUse(old)
    for (const name of old.filter((one) => !used.has(one))) await this.parts.files.remove(name)
  }
}
