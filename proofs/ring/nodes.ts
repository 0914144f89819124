import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, types } from 'cassandra-driver'
import { Failure } from '../../scripts/lib/failure.mjs'
import { freePort } from '../../scripts/lib/ports.mjs'
import { startCassandra, type Cassandra } from '../../scripts/services/cassandra.mjs'

const addresses = ['127.0.0.1', '127.0.0.2', '127.0.0.3'] as const

/** Three nodes of Cassandra on this machine, each with its own address of the loopback network. */
export interface Ring {
  contactPoints: readonly string[]
  kill(node: number): void
  /** Starts a node that was killed. */
  start(node: number): Promise<void>
  /** Resolves once all three answer for a keyspace of three replicas. */
  whole(keyspace: string): Promise<void>
  stop(): Promise<void>
}

export const sizeOfRing = addresses.length

/** @param dataDir each node has a folder of its own in it. */
export async function startRing(dataDir: string): Promise<Ring> {
  const ports = { native: await freePort(), storage: await freePort() }
  const contactPoints = addresses.map((address) => `${address}:${ports.native}`)
  const nodes: Cassandra[] = []
  const startNode = async (node: number): Promise<void> => {
    const started = await startCassandra({ dataDir: join(dataDir, `node-${node}`), place: { address: addresses[node] ?? '', seed: addresses[0], ...ports } })
    if ('missing' in started) throw new Failure(`Cassandra cannot run here: ${started.missing}.`)
    if (started.pid === undefined) throw new Failure('Cassandra runs in Docker here, where this proof cannot make a ring of it: install a JDK 17 and Maven.')
    nodes[node] = started
  }
  const stop = async (): Promise<void> => void (await Promise.all(nodes.map((node) => node.stop())))
  try {
    for (let node = 0; node < sizeOfRing; node += 1) await startNode(node)
  } catch (error) {
    await stop()
    throw error
  }
  return {
    contactPoints,
    kill: (node) => void process.kill(nodes[node]?.pid ?? 0, 'SIGKILL'),
    start: startNode,
    async whole(keyspace) {
      for (const end = Date.now() + 90_000; ; ) {
        if (await areAllThere(contactPoints, ports.native, keyspace)) return
        if (Date.now() > end) throw new Failure('The ring does not come together again.')
        await sleep(250)
      }
    },
    stop,
  }
}

/** Whether each node gives an answer for which all three had to be asked. */
async function areAllThere(contactPoints: readonly string[], port: number, keyspace: string): Promise<boolean> {
  const asked = await Promise.all(
    contactPoints.map(async (contactPoint) => {
      const client = new Client({ contactPoints: [contactPoint], localDataCenter: 'datacenter1', keyspace, protocolOptions: { port }, queryOptions: { consistency: types.consistencies.all } })
      return client.connect().then(() => client.execute('SELECT name FROM migration')).then(() => true, () => false).finally(() => client.shutdown())
    }),
  )
  return asked.every((answered) => answered)
}
