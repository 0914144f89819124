import { EventEmitter } from 'node:events'
import pg from 'pg'
import type { Logger } from '../telemetry/logger'
import { ofOne } from './one-connection'

/**
 * Wake-ups between the parts of one process and between processes. A signal says "look", never what: who listens reads
 * the tables, and also looks once a second on its own, so that a lost signal costs time and nothing else.
 */
export interface Signals {
  /** Wakes all listeners of a topic here at once, and in other processes by NOTIFY; many sends in a row become one. */
  send(topic: string): void
  /** @returns how to stop listening. */
  on(topic: string, listener: () => void): () => void
  close(): Promise<void>
}

const channel = 'brokersync'

// A signal is worth nothing after a crash, so that no disk is waited for.
const options = `${ofOne.options} -c synchronous_commit=off`

const drop = (client: pg.Client) => void client.end().catch(() => undefined)

/** Listens on a connection of its own, made anew whenever it is lost. */
export function openSignals(url: string, logger: Logger): Signals {
  const local = new EventEmitter().setMaxListeners(0)
  const own = `${process.pid}.${Math.random().toString(36).slice(2)}`
  const waiting = new Set<string>()
  let client: pg.Client | null = null
  let closed = false
  let sending = false

  const receive = ({ payload = '' }: pg.Notification) => {
    const [sender, topic] = payload.split(' ')
    if (sender !== own && topic !== undefined) local.emit(topic)
  }

  const connect = async (): Promise<void> => {
    if (closed) return
    const next = new pg.Client({ connectionString: url, ...ofOne, options })
    let isLost = false
    const lost = () => {
      if (isLost || closed) return
      isLost = true
      client = null
      setTimeout(() => void connect(), 200).unref()
    }
    next.on('error', lost).on('end', lost).on('notification', receive)
    try {
      await next.connect()
      await next.query(`LISTEN ${channel}`)
      client = next
      void flush()
    } catch (error) {
      logger.debug({ error: String(error) }, 'signals cannot connect yet')
      drop(next)
      lost()
    }
  }

  const flush = async (): Promise<void> => {
    if (sending) return
    sending = true
    while (waiting.size > 0 && client !== null) {
      const topics = [...waiting]
      waiting.clear()
      const sender = client
      const text = `SELECT ${topics.map((_, index) => `pg_notify('${channel}', $${index + 1})`).join(', ')}`
      await sender.query(text, topics.map((topic) => `${own} ${topic}`)).catch(() => drop(sender))
    }
    sending = false
  }

  void connect()
  return {
    send(topic) {
      local.emit(topic)
      waiting.add(topic)
      setImmediate(() => void flush())
    },
    on(topic, listener) {
      local.on(topic, listener)
      return () => local.off(topic, listener)
    },
    async close() {
      closed = true
      await client?.end().catch(() => undefined)
    },
  }
}
