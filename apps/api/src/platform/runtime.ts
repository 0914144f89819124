import { join } from 'node:path'
import type { Environment, ModuleName } from '../environment'
import { loadApprovalRules, type ApprovalRules } from './approvals/approval-rules'
import { createReadAudit, type ReadAudit } from './audit/audit'
import { auditGrew, startAuditRelay, type AuditRelay } from './audit/audit-relay'
import { createDirectory } from './directory/directory'
import { clientEvents, directoryConsumer } from './directory/directory-consumer'
import { commitStanding } from './directory/standing'
import { createPasses } from './files/passes'
import { loadCommodities, type Commodities } from './firm/commodities'
import { createCursors } from './graph/cursor'
import { Live } from './graph/live'
import { jobs, migrateJobs } from './jobs/jobs'
import { createKeys, type Keys } from './keys/keys'
import { renewNightly } from './keys/nightly'
import { openRootFile, RootKeyError } from './keys/root-key'
import { startConsumer, type Consumer, type RunningConsumer } from './log/consumer'
import { openLog, type Log, type LoggedEvent } from './log/log'
import { startRelay, type Relay } from './log/relay'
import { startTail, type Tail } from './log/tail'
import type { Module, ModuleFactory, Readiness, Surroundings } from './module'
import { commit, type Commit } from './postgres/commit'
import { handOutWhenAsked } from './privacy/hand-out-when-asked'
import { eraseWhenAsked } from './privacy/erase-when-asked'
import { nothingOfClients } from './privacy/personal-data'
import { openDatabase, type Database } from './postgres/database'
import { keptKey } from './postgres/idempotently'
import { hashKeysInClear } from './postgres/kept-keys'
import { openLeases, type Leases } from './postgres/leases'
import { migrate } from './postgres/migrate'
import { openSignals, type Signals } from './postgres/signals'
import type { Logger } from './telemetry/logger'

/** The modules of a process, running on their stores. */
export interface Runtime {
  modules: readonly Module[]
  database: Database
  log: Log
  keys: Keys
  live: Live
  readAudit: ReadAudit
  ready(): Promise<Readiness[]>
  stop(): Promise<void>
}

interface Shared {
  environment: Environment
  logger: Logger
  database: Database
  signals: Signals
  leases: Leases
  log: Log
  keys: Keys
  live: Live
  readAudit: ReadAudit
  auditRelay: AuditRelay
  commodities: Commodities
  approvalRules: ApprovalRules
}

interface Running {
  module: Module
  relay: Relay
  consumers: RunningConsumer[]
  stop(): Promise<void>
}

// Sent when keys were destroyed, or their root renewed.
const keysChanged = 'keys'
const lookForChangedKeysEvery = 1_000

/** Opens the keys; they are looked at anew when another process says that they changed, and once a second in any case. */
async function openKeys(environment: Environment, database: Database, signals: Signals): Promise<{ keys: Keys; stop: () => void }> {
  const folder = join(environment.DATA_DIR, 'keys')
  // Asked before: a process that starts beside this one may use the file as soon as it is made.
  const [used] = await database.query('SELECT 1 FROM keys.data_key LIMIT 1')
  const file = await openRootFile(folder, environment.BROKERSYNC_KEY)
  if (file.made && used !== undefined) throw new RootKeyError(`The database has encrypted data, but ${folder} has no root key; put back the one of your backup`)
  const keys = await createKeys(database, file, () => signals.send(keysChanged))
  const look = () => void keys.look().catch(() => undefined)
  const off = signals.on(keysChanged, look)
  const timer = setInterval(look, lookForChangedKeysEvery).unref()
  return {
    keys,
    stop: () => {
      clearInterval(timer)
      off()
    },
  }
}

// Sent when a consumer has moved on.
const viewMoved = 'view'

const noWait = () => undefined

/** Gives a module its surroundings and starts it. */
async function startModule(name: ModuleName, factory: ModuleFactory, shared: Shared): Promise<Running> {
  const { environment, database, log, keys, live, readAudit } = shared
  const logger = shared.logger.child({ module: name })
  const relay = startRelay(name, { ...shared, logger })
  const consumers: RunningConsumer[] = []
  const tails: Tail[] = []
  const offs: (() => void)[] = []
  const sendOn = ({ events, audit }: Commit): void => {
    if (events?.length) relay.wake()
    if (audit?.length) shared.auditRelay.wake()
  }
  const consume: Surroundings['consume'] = (consumer) => {
    const afterwards: Consumer['afterwards'] = (events, change) => {
      sendOn(change)
      // A tail may wait for the view that it keeps.
      shared.signals.send(viewMoved)
      consumer.afterwards?.(events, change)
    }
    const running = startConsumer({ ...consumer, afterwards }, { ...shared, schema: name, logger })
    consumers.push(running)
    return running
  }
  const tail = async (follow: Parameters<Surroundings['follow']>[0]): Promise<void> => {
    const running = await startTail({ ...follow, log, logger })
    tails.push(running)
    offs.push(shared.signals.on(viewMoved, () => running.wake()))
  }
  const projection = consume(directoryConsumer(name))
  const directory = createDirectory(name, database, projection)
  // Only once this module's own directory knows of a change can its open subscriptions be checked against it.
  const known = () => projection.position()
  const recheck = (events: readonly LoggedEvent[]) => live.recheck(new Set(events.map((event) => event.subject)))
  await tail({ types: clientEvents, upTo: known, tell: recheck })
  const module = await factory({
    environment, logger, database, directory, keys, live, readAudit, jobs, consume,
    leases: shared.leases,
    commodities: shared.commodities,
    approvalRules: shared.approvalRules,
    auditQueue: { onGrowth: (listener) => shared.signals.on(auditGrew, listener) },
    cursors: createCursors(keys.derive('cursors')),
    passes: createPasses(keys.derive('passes'), log),
    async commit(change, origin, wait) {
      const last = change.events?.at(-1)
      const logged = wait === 'logged' && last !== undefined ? relay.whenAppended(last.id) : undefined
      logged?.catch(noWait)
      await commitStanding(directory, () => commit(database, name, change, origin))
      sendOn(change)
      await logged
    },
    follow: tail,
  })
  if (module.personalData !== nothingOfClients) {
    consume(eraseWhenAsked(name, module.personalData, { database, directory }))
    consume(handOutWhenAsked(name, module.personalData, { keys, dataDir: environment.DATA_DIR }))
  }
  return {
    module, relay, consumers,
    async stop() {
      directory.close()
      offs.forEach((off) => off())
      await module.stop?.()
      await Promise.all([...tails, ...consumers].map((running) => running.stop()))
      await relay.stop()
    },
  }
}

async function relayLag(database: Database, running: readonly Running[]): Promise<Readiness[]> {
  return Promise.all(
    running.map(async ({ module }) => {
      const [row] = await database.query<{ waiting: number }>(`SELECT count(*) AS waiting FROM (SELECT 1 FROM ${module.name}.outbox LIMIT 10001) AS counted`)
      const waiting = row?.waiting ?? 0
      return { name: `${module.name} relay`, ready: waiting <= 10_000, detail: `${waiting} waiting` }
    }),
  )
}

async function readiness(database: Database, running: readonly Running[]): Promise<Readiness[]> {
  const up = await database.query('SELECT 1').then(() => true, () => false)
  if (!up) return [{ name: 'postgres', ready: false }]
  const [relays, stores] = await Promise.all([relayLag(database, running), Promise.all(running.map(async ({ module }) => (await module.ready?.()) ?? []))])
  return [{ name: 'postgres', ready: true }, ...relays, ...stores.flat()]
}

/**
 * Brings the stores up to date and starts modules on them.
 * @throws {MigrationError} @throws {RootKeyError} or the driver's error when a store cannot be reached.
 */
export async function startRuntime(options: {
  environment: Environment
  logger: Logger
  factories: ReadonlyMap<ModuleName, ModuleFactory>
}): Promise<Runtime> {
  const { environment, logger, factories } = options
  const url = environment.DATABASE_URL
  const keysUrl = environment.KEYS_DATABASE_URL ?? url
  await migrate(url, ['bus', ...environment.MODULES], environment.MIGRATIONS_DIR, () => migrateJobs(url))
  await migrate(keysUrl, ['keys'], environment.MIGRATIONS_DIR)
  const database = openDatabase(url, { size: environment.DATABASE_POOL_SIZE, logger })
  const signals = openSignals(url, logger)
  const leases = openLeases(url, logger)
  const log = openLog(database, signals)
  const keyStore = keysUrl === url ? database : openDatabase(keysUrl, { size: environment.DATABASE_POOL_SIZE, logger })
  const { keys, stop: stopKeys } = await openKeys(environment, keyStore, signals)
  const [commodities, approvalRules] = await Promise.all([loadCommodities(environment.CONFIG_DIR), loadApprovalRules(environment.CONFIG_DIR)])
  const home = environment.MODULES[0] ?? 'access'
  const auditRelay = startAuditRelay(environment.MODULES, { database, leases, signals, logger })
  const shared: Shared = {
    environment, logger, database, signals, leases, log, keys, commodities, approvalRules, live: new Live(), auditRelay,
    readAudit: createReadAudit(home, database, () => auditRelay.wake()),
  }
  const stopNightly = renewNightly({ keys, database: keyStore, leases, logger, timeZone: environment.FIRM_TIME_ZONE })
  const running: Running[] = []
  for (const name of environment.MODULES) {
    const factory = factories.get(name)
    await hashKeysInClear(database, name, (claim) => keptKey(keys, claim))
    if (factory !== undefined) running.push(await startModule(name, factory, shared))
  }
  // Whoever made a client before a crash is not told after it that there is none.
  await Promise.all(running.map(({ relay }) => relay.caughtUp()))
  return {
    modules: running.map(({ module }) => module),
    database, log, keys, live: shared.live, readAudit: shared.readAudit,
    ready: () => readiness(database, running),
    async stop() {
      stopNightly()
      stopKeys()
      await Promise.all(running.map((one) => one.stop()))
      await auditRelay.stop()
      await leases.close()
      await signals.close()
      if (keyStore !== database) await keyStore.close()
      await database.close()
    },
  }
}
