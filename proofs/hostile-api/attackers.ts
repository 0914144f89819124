import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { json, type Attack, type Target } from '../../apps/api/src/testing/hostile/attack'
import { answer } from '../../bench/lib/program'
import { documentAttacks } from '../../apps/api/src/testing/hostile/documents'
import { requestAttacks } from '../../apps/api/src/testing/hostile/requests'
import { socketAttacks } from '../../apps/api/src/testing/hostile/sockets'

const target: Target = { url: process.env['HOSTILE_URL'] ?? '', token: process.env['HOSTILE_TOKEN'] ?? '', cookie: process.env['HOSTILE_COOKIE'] ?? '' }
const attacks: readonly Attack[] = [...documentAttacks, ...requestAttacks, ...socketAttacks]

/** Calls at a fixed rate until it is told to stop, and waits for all of them. @returns how many. */
async function atRate(rate: number, until: () => boolean, call: (index: number) => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  const calls: Promise<unknown>[] = []
  for (let index = 0; !until(); index += 1) {
    await sleep(Math.max(0, begun + (index * 1_000) / rate - performance.now()))
    calls.push(call(index).catch(() => undefined))
  }
  await Promise.all(calls)
  return calls.length
}

const { hostname, port } = new URL(target.url)
const open = new Set<{ destroy(): void }>()

/** Sockets that say nothing, and requests whose body never comes whole. */
function holdOpen(sockets: number, bodies: number): void {
  for (let index = 0; index < sockets; index += 1) {
    const socket = new WebSocket(`${target.url.replace(/^http/, 'ws')}/graphql`, 'graphql-transport-ws')
    socket.on('error', () => undefined)
    open.add({ destroy: () => socket.terminate() })
  }
  for (let index = 0; index < bodies; index += 1) {
    const socket = connect(Number(port), hostname, () => socket.write(`POST /graphql HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{`))
    socket.on('error', () => undefined)
    open.add(socket)
  }
}

let stopped = true
let running: Promise<number> = Promise.resolve(0)

const signIn = (address: string, email: string) =>
  fetch(`${target.url}/api/auth/sign-in/email`, { method: 'POST', headers: { ...json, 'x-forwarded-for': address }, body: JSON.stringify({ email, password: 'not the passphrase of anybody' }) }).then((response) => response.text())

const begin = (run: (until: () => boolean) => Promise<number>) => {
  stopped = false
  running = run(() => stopped)
  return Promise.resolve(null)
}

answer(
  {
    /** Sends every attack once. @returns those that were not refused, and why. */
    async all() {
      const faults: string[] = []
      for (const { name, send } of attacks) {
        const fault = await send(target).catch((error: unknown) => String(error))
        if (fault !== null) faults.push(`${name}: ${fault}`)
      }
      return { tried: attacks.length, faults }
    },
    /** Attacks of all kinds, so many a second, beside silent sockets and slow bodies. */
    attack: (argument) => {
      const { rate, sockets, bodies } = argument as { rate: number; sockets: number; bodies: number }
      holdOpen(sockets, bodies)
      return begin((until) => atRate(rate, until, async (index) => attacks[index % attacks.length]?.send(target)))
    },
    /** Tries to sign in, so many a second: at one account from one address, or at as many accounts from as many addresses. */
    flood: (argument) => {
      const { rate, addresses } = argument as { rate: number; addresses: 'one' | 'many' }
      const round = Math.floor(Math.random() * 2 ** 16)
      const from = (index: number) => (addresses === 'one' ? ['198.51.100.7', 'victim@brokerage.example'] : [`2001:db8:${round.toString(16)}:${(index % 65_536).toString(16)}::1`, `victim${index}@brokerage.example`]) as [string, string]
      return begin((until) => atRate(rate, until, (index) => signIn(...from(index))))
    },
    /** @returns how many there were since it began. */
    async stop() {
      stopped = true
      const count = await running
      running = Promise.resolve(0)
      for (const one of open) one.destroy()
      open.clear()
      return count
    },
  },
  () => Promise.resolve(),
)
