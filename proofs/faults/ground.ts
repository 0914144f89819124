import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { launch, whenAnswers, type Product } from '../../bench/lib/product'
import { Failure } from '../../scripts/lib/failure.mjs'
import { freePort } from '../../scripts/lib/ports.mjs'
import { startCassandra, type Cassandra } from '../../scripts/services/cassandra.mjs'
import { startPostgres } from '../../scripts/services/postgres.mjs'
import { startToxiproxy } from '../../scripts/services/toxiproxy.mjs'
import { layLink, type Link } from './links'

/** The product as built, with a link that can be disturbed before each of its stores. */
export interface Ground {
  product: Product
  links: Readonly<Record<'postgres' | 'cassandra', Link>>
  /** Past the link. */
  databaseUrl: string
  cassandra: { kill(): void; start(): Promise<void> }
  stop(): Promise<void>
}

async function cassandraIn(dataDir: string): Promise<Cassandra> {
  const started = await startCassandra({ dataDir })
  if ('missing' in started) throw new Failure(`Cassandra cannot run here: ${started.missing}.`)
  if (started.pid === undefined) throw new Failure('Cassandra runs in Docker here, where this proof cannot kill it: install a JDK 17 and Maven.')
  return started
}

/** Starts it all. @param dataDir a folder of its own, which the database's user can pass through. */
export async function layGround(dataDir: string, token: string): Promise<Ground> {
  const stops: (() => Promise<void>)[] = []
  const stop = async (): Promise<void> => {
    for (const one of stops.splice(0).reverse()) await one()
  }
  try {
    const toxiproxy = await startToxiproxy()
    stops.push(() => toxiproxy.stop())
    const databases = join(dataDir, 'databases')
    mkdirSync(databases)
    chmodSync(databases, 0o711)
    const postgres = await startPostgres({ dataDir: databases })
    stops.push(() => postgres.stop())
    let node = await cassandraIn(databases)
    stops.push(() => node.stop())
    const url = new URL(postgres.url)
    const links = { postgres: await layLink(toxiproxy.url, 'postgres', url.host), cassandra: await layLink(toxiproxy.url, 'cassandra', node.contactPoint) }
    url.host = links.postgres.address
    const env = { DATABASE_URL: url.href, CASSANDRA_CONTACT_POINTS: links.cassandra.address, BROKERSYNC_ADMIN_TOKEN: token, LOG_LEVEL: 'warn' }
    const product = launch({ dataDir, port: await freePort(4392), env })
    stops.push(() => product.stop())
    await whenAnswers(`${product.url}/ready`, { within: 120_000 })
    const cassandra = {
      kill: () => void process.kill(node.pid ?? 0, 'SIGKILL'),
      start: async () => void (node = await cassandraIn(databases)),
    }
    return { product, links, databaseUrl: postgres.url, cassandra, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
