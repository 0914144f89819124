import 'reflect-metadata'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ClientId, InteractionId, UserId } from '@brokersync/schema/ids'
import { useServer } from 'graphql-ws/use/ws'
import { WebSocketServer, type WebSocket } from 'ws'
import { readEnvironment } from '../../apps/api/src/environment'
import { moduleFactories } from '../../apps/api/src/module-list'
import type { Interaction } from '../../apps/api/src/modules/interactions/interaction'
import { topicOf } from '../../apps/api/src/modules/interactions/live-timeline'
import { RequestContext } from '../../apps/api/src/platform/graph/context'
import { buildModuleSchema } from '../../apps/api/src/platform/graph/schema'
import { startRuntime, type Runtime } from '../../apps/api/src/platform/runtime'
import { serve } from '../../apps/api/src/platform/serve'
import { createLogger } from '../../apps/api/src/platform/telemetry/logger'
import { answer } from '../lib/program'

/** One server of the bench: the product's own sockets, graphql-ws with an execution for each subscriber, or one buffer to bare sockets. */
const kind = process.env['FANOUT_KIND'] ?? 'ours'
const environment = readEnvironment()
const logger = createLogger('error')
const runtime = await startRuntime({ environment, logger, factories: moduleFactories })

async function listen(server: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** The same schema and the same openers behind graphql-ws as it comes. */
async function stock({ modules }: Runtime): Promise<string> {
  const schema = await buildModuleSchema(modules)
  const authenticator = modules.find((module) => module.authenticator !== undefined)?.authenticator
  const server = createServer()
  const actors = new WeakMap<object, RequestContext>()
  useServer<{ authorization?: string }>(
    {
      schema,
      async onConnect({ connectionParams, extra }) {
        const actor = (await authenticator?.authenticate({ authorization: connectionParams?.authorization, cookie: undefined })) ?? null
        actors.set(extra, new RequestContext(actor, 'bench'))
        return actor !== null
      },
      context: ({ extra }) => {
        const context = actors.get(extra)
        return new RequestContext(context?.actorOrNull ?? null, 'bench')
      },
    },
    new WebSocketServer({ server, path: '/graphql' }),
  )
  return listen(server)
}

const bare = new Map<string, Set<WebSocket>>()

/** Sockets that say which client they follow, and are sent one buffer for all: what there is to gain. */
async function bareSockets(): Promise<string> {
  const server = createServer()
  new WebSocketServer({ server, path: '/graphql' }).on('connection', (socket) => {
    socket.once('message', (data: Buffer) => {
      const clientId = data.toString()
      bare.set(clientId, (bare.get(clientId) ?? new Set()).add(socket))
      socket.send('standing')
    })
  })
  return listen(server)
}

async function open(): Promise<string> {
  if (kind === 'stock') return stock(runtime)
  if (kind === 'bare') return bareSockets()
  return (await serve({ runtime, environment, logger })).address.replace('localhost', '127.0.0.1')
}

let number = 0
const author = '0190f3d2-0000-7000-8000-000000000001' as UserId

/** A call as the log brings it, its subject being when it was due. */
function callOf(clientId: string, due: number): Interaction {
  number += 1
  const now = new Date()
  return {
    id: `bench-${number}` as InteractionId, clientId: clientId as ClientId, occurredAt: now, recordedAt: now, authorId: author, kind: 'Communication',
    codes: { channel: 'CALL', direction: 'INBOUND', durationSeconds: 240, callOutcome: 'CONNECTED', nextStep: null, recording: null, aboutOrderId: null, documentIds: [] },
    texts: { subject: `due:${due}`, body: 'Wants to roll the December position, and asked for the spread.', participants: ['Joan Hargreave'], nextStep: null, recordingUrl: null },
  }
}

const url = await open()
answer(
  {
    url: () => Promise.resolve(url),
    /** Publishes events of clients at a fixed rate. @param argument.clients in turn. */
    async publish(argument) {
      const { clients, rate, count } = argument as { clients: string[]; rate: number; count: number }
      const begun = Number(process.hrtime.bigint()) / 1e6
      for (let index = 0; index < count; index += 1) {
        const due = begun + (index * 1_000) / rate
        const early = due - Number(process.hrtime.bigint()) / 1e6
        if (early > 0) await new Promise((resolve) => setTimeout(resolve, early))
        const clientId = clients[index % clients.length] ?? ''
        const item = callOf(clientId, due)
        if (kind !== 'bare') runtime.live.publish(topicOf(clientId), item)
        else {
          const buffer = Buffer.from(JSON.stringify({ id: '1', type: 'next', payload: { data: { timelineItemAdded: item } } }))
          for (const socket of bare.get(clientId) ?? []) socket.send(buffer, { binary: false })
        }
        if (index % 20 === 0) await new Promise(setImmediate)
      }
      return null
    },
  },
  () => runtime.stop(),
)
