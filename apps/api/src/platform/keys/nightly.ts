import type { Database } from '../postgres/database'
import type { Leases } from '../postgres/leases'
import type { Logger } from '../telemetry/logger'
import type { Keys } from './keys'

const hourOfRenewal = 3
const quarter = 15 * 60_000
const lookEvery = 60_000

/** The first three o'clock at night, in an IANA time zone, after an instant. */
export function nightAfter(at: Date, timeZone: string): Date {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' })
  // Zones stand whole quarters apart; two days hold a three o'clock even where clocks are put forward over it.
  for (let time = Math.floor(at.getTime() / quarter) * quarter + quarter; time <= at.getTime() + 48 * 3_600_000; time += quarter) {
    if (Number(clock.format(time)) === hourOfRenewal && Number(clock.format(time - quarter)) !== hourOfRenewal) return new Date(time)
  }
  return new Date(at.getTime() + 24 * 3_600_000)
}

/** When keys were destroyed that a renewal of the root has yet to put out of reach; null where there are none. */
async function destroyedSince(database: Database): Promise<Date | null> {
  const [row] = await database.query<{ at: Date | null }>('SELECT max(destroyed_at) AS at FROM keys.data_key WHERE destroyed_at > (SELECT renewed_at FROM keys.root)')
  return row?.at ?? null
}

/** Renews the root if keys were destroyed before last night's three o'clock, and it was not renewed since. @returns whether it did. */
export async function renewIfDue({ keys, database, timeZone, now }: { keys: Keys; database: Database; timeZone: string; now: Date }): Promise<boolean> {
  const at = await destroyedSince(database)
  if (at === null || now < nightAfter(at, timeZone)) return false
  await keys.renewRoot()
  return true
}

/** Renews the root in the night after keys were destroyed, in one process of all. @returns how to stop. */
export function renewNightly(around: { keys: Keys; database: Database; leases: Leases; logger: Logger; timeZone: string }): () => void {
  const { leases, logger } = around
  const look = async () => {
    if (!(await leases.holds('root key'))) return
    if (await renewIfDue({ ...around, now: new Date() })) logger.info('the root key was renewed: the keys that were destroyed are out of reach of old copies too')
  }
  const timer = setInterval(() => void look().catch((error: unknown) => logger.warn({ error: String(error) }, 'the root key was not renewed; it is tried again')), lookEvery).unref()
  return () => clearInterval(timer)
}
