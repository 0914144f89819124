import type { IncomingMessage } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { identityExchange } from './caller'
import { EnvironmentError, readEnvironment } from './environment'
import { teller } from './errors'
import { createGateway } from './graph'
import { processOf } from './proxy'
import { createGatewayServer } from './server'
import { serveSockets } from './sockets'
import { CompositionError, openSupergraph } from './subgraphs'

/** Whether a request comes from a page of ours: the same host, or the public address. */
const originCheck = (publicUrl: string | undefined) => ({ headers: { origin, host } }: IncomingMessage): boolean => {
  if (origin === undefined || !URL.canParse(origin)) return false
  return new URL(origin).host === host || (publicUrl !== undefined && new URL(origin).origin === new URL(publicUrl).origin)
}

async function main(): Promise<void> {
  const environment = readEnvironment()
  const { SUBGRAPHS: subgraphs, HOST: host, PORT: port } = environment
  const logger = pino({ level: environment.LOG_LEVEL })
  const supergraph = await openSupergraph(subgraphs, { seconds: environment.SUBGRAPHS_TIMEOUT, logger })
  const introspection = environment.INTROSPECTION === 'on'
  const tell = teller({ hints: introspection, logger })
  const gateway = createGateway({ supergraph, tell, introspection, patience: environment.ANSWER_TIMEOUT * 1_000 })
  const exchange = identityExchange(processOf('/', subgraphs)?.url ?? '')
  const isOurs = originCheck(environment.PUBLIC_URL)
  const server = createGatewayServer({ gateway, exchange, subgraphs, isOurs, logger })
  const sockets = serveSockets({ server, gateway, exchange, isOurs, tell, logger })
  server.listen(port, host)
  await once(server, 'listening')
  const bound = server.address() as AddressInfo
  logger.info({ address: `http://${bound.address}:${bound.port}`, subgraphs: subgraphs.map(({ name }) => name) }, 'the gateway is ready')

  let draining = false
  const drain = async () => {
    if (draining) return
    draining = true
    await sockets.close()
    const closed = once(server, 'close')
    server.close()
    // What is answered from now on leaves its connection idle: nothing is waited for on it.
    const idle = setInterval(() => server.closeIdleConnections(), 100)
    await closed
    clearInterval(idle)
    await gateway[Symbol.asyncDispose]()
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void drain().then(() => process.exit(0), fail))
}

function fail(error: unknown): never {
  const foreseen = error instanceof EnvironmentError || error instanceof CompositionError
  process.stderr.write(`${foreseen ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exit(1)
}

main().catch(fail)
