import { Client, policies, types, errors, type ArrayOrObject, type QueryOptions } from 'cassandra-driver'
import { isUnavailable } from '../breaker'
import { unavailable } from '../errors/domain-error'
import type { Logger } from '../telemetry/logger'
import { migrateKeyspace } from './migrate'
import { keepConnected, type SteadyClient } from './steady-client'

export interface CassandraOptions {
  /** `host` or `host:port`, any of the cluster's nodes; all others are met at the first one's port, 9042 by default. */
  contactPoints: readonly string[]
  localDataCenter: string
  /** Made where it is missing, with up to three replicas in the local data centre. */
  keyspace: string
  /** Folder of `.cql` files, applied in the order of their names. */
  migrations: string
  logger: Logger
}

/** A Cassandra that may be away, at start too: it is waited for, and everything that needs it meanwhile is UNAVAILABLE. */
export interface Cassandra {
  /**
   * Runs one prepared, idempotent statement at LOCAL_QUORUM; a read gives one page of at most 5,000 rows and where the next begins.
   * @throws {DomainError} UNAVAILABLE, within two seconds of no node's answering any more
   */
  execute(cql: string, values: ArrayOrObject, options?: Pick<QueryOptions, 'pageState' | 'fetchSize'>): Promise<types.ResultSet>
  /**
   * Runs one prepared, idempotent statement once for each row of values, all of the same partition: they are applied together, as one mutation.
   * @throws {DomainError} UNAVAILABLE, as `execute`
   */
  executeTogether(cql: string, rows: readonly unknown[][]): Promise<void>
  /** Asks whether it answers now. @throws {DomainError} UNAVAILABLE */
  check(): Promise<void>
  stop(): Promise<void>
}

const pause = 500
const statementTimeout = 10_000
const store = 'The store of interactions'
const mostReplicas = 3

const defaultPort = 9_042
const portOf = (contactPoint = ''): number => Number(/:(\d+)$/.exec(contactPoint)?.[1] ?? defaultPort)

function clientOf(options: CassandraOptions, keyspace?: string): Client {
  return new Client({
    contactPoints: [...options.contactPoints],
    localDataCenter: options.localDataCenter,
    protocolOptions: { port: portOf(options.contactPoints[0]) },
    ...(keyspace !== undefined && { keyspace }),
    queryOptions: { prepare: true, isIdempotent: true, consistency: types.consistencies.localQuorum, fetchSize: 5_000 },
    // What opens a connection, or asks whether it lives, is not waited for as a statement is.
    socketOptions: { connectTimeout: 2_000, readTimeout: 2_500 },
    policies: {
      reconnection: new policies.reconnection.ExponentialReconnectionPolicy(250, 1_000),
      // A node that hangs holds nobody up: another is asked as well.
      speculativeExecution: new policies.speculativeExecution.ConstantSpeculativeExecutionPolicy(500, 1),
    },
    pooling: { warmup: true, heartBeatInterval: 5_000 },
  })
}

const schemaChange: QueryOptions = { prepare: false, isIdempotent: true, readTimeout: statementTimeout }

async function prepareKeyspace(options: CassandraOptions): Promise<void> {
  const client = clientOf(options)
  try {
    await client.connect()
    const nodes = client.hosts.values().filter((host) => host.datacenter === options.localDataCenter).length
    const replication = `{'class': 'NetworkTopologyStrategy', '${options.localDataCenter.replaceAll("'", "''")}': ${Math.min(nodes, mostReplicas)}}`
    await client.execute(`CREATE KEYSPACE IF NOT EXISTS ${options.keyspace} WITH replication = ${replication}`, [], schemaChange)
  } finally {
    await client.shutdown()
  }
}

async function connect(options: CassandraOptions): Promise<Client> {
  await prepareKeyspace(options)
  const client = clientOf(options, options.keyspace)
  try {
    await client.connect()
    await migrateKeyspace(client, options.migrations)
    return client
  } catch (error) {
    await client.shutdown()
    throw error
  }
}

// A fault of the statement itself is a fault of ours; all else is the store's, and passes.
const ours: readonly number[] = [types.responseErrorCodes.syntaxError, types.responseErrorCodes.invalid, types.responseErrorCodes.unauthorized, types.responseErrorCodes.configError]
const isOurs = (error: unknown): boolean =>
  error instanceof TypeError || error instanceof errors.ArgumentError || error instanceof errors.DriverInternalError || (error instanceof errors.ResponseError && ours.includes(error.code))

/** Opens a Cassandra: it returns at once, and connects, brings the keyspace up to date and reconnects by itself. */
export function openCassandra(options: CassandraOptions): Cassandra {
  let connected: SteadyClient | null = null
  let stopped = false
  let told = false

  const start = async (): Promise<void> => {
    while (!stopped && connected === null) {
      try {
        const client = await connect(options)
        if (stopped) return await client.shutdown()
        connected = keepConnected(client, { what: store, anew: () => clientOf(options, options.keyspace), logger: options.logger })
      } catch (error) {
        if (!told) options.logger.warn({ error: String(error) }, 'Cassandra cannot be reached yet, and is waited for')
        told = true
        await new Promise((resolve) => setTimeout(resolve, pause).unref())
      }
    }
  }
  const starting = start()

  const guarded = async <Result>(work: (client: Client) => Promise<Result>): Promise<Result> => {
    if (connected === null) throw unavailable(store)
    const { client, breaker } = connected
    try {
      const result = await breaker.guard(() => work(client))
      breaker.answered()
      return result
    } catch (error) {
      if (isOurs(error) || isUnavailable(error)) throw error
      throw Object.assign(unavailable(store), { cause: error })
    }
  }

  const execute: Cassandra['execute'] = (cql, values, page = {}) => guarded((client) => client.execute(cql, values, { readTimeout: statementTimeout, ...page }))

  return {
    execute,
    async executeTogether(cql, rows) {
      const queries = rows.map((params) => ({ query: cql, params }))
      // What goes to one partition is atomic by itself: a batch log would only cost.
      await guarded((client) => client.batch(queries, { logged: false, prepare: true, isIdempotent: true, readTimeout: statementTimeout }))
    },
    async check() {
      await execute('SELECT release_version FROM system.local', [])
    },
    async stop() {
      stopped = true
      if (connected !== null) return connected.stop()
      await Promise.race([starting, new Promise((resolve) => setTimeout(resolve, pause).unref())])
    },
  }
}
