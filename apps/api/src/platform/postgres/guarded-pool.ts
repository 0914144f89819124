import { Socket } from 'node:net'
import pg from 'pg'
import { startBreaker, type Breaker } from '../breaker'
import type { Logger } from '../telemetry/logger'

type Connected = (error: Error | undefined, client: pg.PoolClient | undefined, done: (release?: boolean | Error) => void) => void

/** Sockets of a pool, so that those of a database that went away without a word can be closed. */
function openSockets(): { stream: () => Socket; destroyAll: () => void } {
  const open = new Set<Socket>()
  return {
    stream() {
      const socket = new Socket()
      open.add(socket)
      socket.once('close', () => open.delete(socket))
      return socket
    },
    destroyAll: () => open.forEach((socket) => socket.destroy()),
  }
}

/** The one connection on which is asked whether the database answers; it keeps no process alive. */
const probeOf = (url: string) =>
  new pg.Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 2_000, query_timeout: 1_500, idleTimeoutMillis: 0, allowExitOnIdle: true })

/** A pool that gives no connection, and ends those that wait for an answer, as long as its database does not answer. */
export class GuardedPool extends pg.Pool {
  private readonly breaker: Breaker
  private readonly probe: pg.Pool

  constructor(url: string, { size, logger }: { size: number; logger: Logger }) {
    const { stream, destroyAll } = openSockets()
    super({ connectionString: url, max: size, connectionTimeoutMillis: 5_000, idleTimeoutMillis: 30_000, keepAlive: true, stream })
    this.on('error', (error) => logger.warn({ error: error.message }, 'an idle database connection was lost'))
    this.probe = probeOf(url)
    this.probe.on('error', () => undefined)
    this.breaker = startBreaker({ what: 'The database', probe: () => this.probe.query('SELECT 1'), silent: destroyAll, logger })
  }

  /** Tells that a statement was answered. */
  answered(): void {
    this.breaker.answered()
  }

  // The pool's own `query` comes this way too, with a callback.
  override connect(): Promise<pg.PoolClient>
  override connect(callback: Connected): void
  override connect(callback?: Connected): Promise<pg.PoolClient> | void {
    const client = this.breaker.guard(() => super.connect(), (late) => late.release())
    if (callback === undefined) return client
    client.then((one) => callback(undefined, one, one.release.bind(one)), (error: Error) => callback(error, undefined, () => undefined))
  }

  override end(): Promise<void>
  override end(callback: () => void): void
  override end(callback?: () => void): Promise<void> | void {
    this.breaker.stop()
    const ended = Promise.all([super.end(), this.probe.end()]).then(() => undefined)
    if (callback === undefined) return ended
    void ended.then(callback)
  }
}
