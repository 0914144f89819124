import { randomUUID } from 'node:crypto'
import type { EventId } from '@brokersync/schema/ids'
import { uuidv7 } from '../../apps/api/src/platform/ids'
import { sealChanges } from '../../apps/api/src/platform/audit/changes'
import { createKeys, type Sealer } from '../../apps/api/src/platform/keys/keys'
import { openLog } from '../../apps/api/src/platform/log/log'
import { startRelay, type Relay } from '../../apps/api/src/platform/log/relay'
import { commit, type Commit } from '../../apps/api/src/platform/postgres/commit'
import { openLeases } from '../../apps/api/src/platform/postgres/leases'
import { openSignals } from '../../apps/api/src/platform/postgres/signals'
import { answer } from '../lib/program'
import { change, clientIds, eachInFlight, logger, openGround, origin, profile, schema, unsealed } from './ground'

/** Changes clients in one of the ways that are compared: the bare statement, or the unit of work with so much of what belongs to it. */
const parts = (process.env['BENCH_PARTS'] ?? '').split(' ')
const has = (part: string) => parts.includes(part)

const { url, database } = openGround()
const signals = openSignals(url, logger)
const leases = openLeases(url, logger)
const log = openLog(database, signals)
// The programs of a bench share one root, which stands nowhere.
const root = { id: '00000000-0000-0000-0000-000000000007', bytes: Buffer.alloc(32, 7) }
const keys = await createKeys(database, { read: () => Promise.resolve([root]), write: () => Promise.resolve() })
const ids = await clientIds(database)

const owner = (id: string) => ({ id, class: 'identity' })

async function bare(id: string): Promise<void> {
  await database.query(change, [id, unsealed])
}

function unitOfWork(id: string, sealer: Sealer): Commit {
  const place = (field: string) => ({ kind: 'client', field, record: id })
  const key = { caller: 'bench', operation: 'updateClient', key: randomUUID(), resultId: id }
  return {
    writes: [{ sql: change, values: [id, has('sealed') ? sealer.seal(owner(id), place('identity'), profile) : unsealed], expect: 1, what: 'client' }],
    ...(has('event') && {
      events: [{ id: uuidv7<EventId>(), type: 'client.updated', subject: id, version: 2, at: new Date(), data: { reference: 'C-1', ownerId: id, status: 'ACTIVE' } }],
    }),
    ...(has('audit') && {
      audit: [{
        action: 'updateClient', subject: { type: 'Client', id }, clientIds: [id],
        changes: sealChanges(sealer, { owner: owner(id), subject: { type: 'Client', id }, needs: 'clients:read' }, [{ field: 'displayName', before: 'Hargreave Grain', after: profile.displayName }]),
      }],
    }),
    ...(has('key') && { claims: [{ ...key, inputHash: keys.fingerprint('input of updateClient', JSON.stringify(profile)) }] }),
  }
}

let relay: Relay | undefined

/** The keys are at hand and the relay runs before the first change is timed. */
async function ready(): Promise<void> {
  await keys.sealerFor(ids.map(owner))
  if (has('event')) relay ??= startRelay(schema, { database, log, leases, signals, logger })
}

async function whole(id: string): Promise<void> {
  const sealer = await keys.sealerFor([owner(id)])
  await commit(database, schema, unitOfWork(id, sealer), origin)
  relay?.wake()
}

/** Waits until the relay has moved every event into the log: before that the work is not done. */
async function drained(): Promise<void> {
  for (let rows = [{}]; rows.length > 0; ) {
    rows = await database.query(`SELECT 1 FROM ${schema}.outbox LIMIT 1`)
    if (rows.length > 0) await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

const now = () => Number(process.hrtime.bigint()) / 1e6

answer(
  {
    /** Changes that are due at a fixed rate, whether or not the ones before are done. @returns milliseconds from when each was sent to its acknowledgement. */
    async paced(argument) {
      const { rate, count } = argument as { rate: number; count: number } // From the other side of this bench.
      await ready()
      const began = now()
      const took = Array.from({ length: count }, async (_, index) => {
        const due = began + (index * 1_000) / rate
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - now())))
        // None waits for another, and what a timer is late by is not the mutation's.
        const sent = now()
        await (has('bare') ? bare : whole)(ids[index % ids.length] ?? '')
        return now() - sent
      })
      const all = await Promise.all(took)
      if (has('event')) await drained()
      return all
    },
    /** @returns the seconds till the last change was acknowledged, and till its event stood in the log. */
    async change(count) {
      await ready()
      const before = has('event') ? await log.head() : 0
      const began = performance.now()
      await eachInFlight(Array.from({ length: Number(count) }, (_, index) => ids[index % ids.length] ?? ''), has('bare') ? bare : whole)
      const acknowledged = (performance.now() - began) / 1_000
      if (has('event')) await drained()
      const seconds = (performance.now() - began) / 1_000
      return { acknowledged, seconds, events: has('event') ? (await log.head()) - before : 0 }
    },
  },
  async () => {
    await relay?.stop()
    await Promise.all([leases.close(), signals.close(), database.close()])
  },
)
