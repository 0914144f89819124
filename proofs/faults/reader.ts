import { setTimeout as sleep } from 'node:timers/promises'
import { isErrorCode } from '../../packages/schema/src/errors'
import type { Ledger } from '../crash/ledger'
import type { Answered, Complain } from '../crash/load'
import type { Api } from '../lib/graphql'
import type { Random } from '../lib/random'
import { expectedOf, type ExpectedClient } from '../crash/expected'

const text = `query Reader($id: ID!) { client(id: $id) { id displayName version tags timeline(first: 500) { nodes { id category occurredAt } pageInfo { hasNextPage } } } }`
const pause = 60
const ignore = () => undefined
const patience = 15_000

interface Item {
  id: string
  category: string
  occurredAt: string
}

interface Answer {
  data?: { client: { version: number; tags: string[]; timeline: { nodes: Item[]; pageInfo: { hasNextPage: boolean } } | null } | null } | null
  errors?: { message: string; path?: (string | number)[]; extensions?: { code?: string } }[]
}

/** Reads one client after the other, and holds each answer against what was acknowledged before it was asked for. */
export interface Reader {
  readonly counts: { whole: number; refused: number }
  /** When the last whole answer was asked for. */
  readonly lastWholeSent: number
  /** What was asked and had ended since then. */
  since(at: number): Answered[]
  /** How often the timeline alone was said to be away since then. */
  timelineAwaySince(since: number): number
  stop(): Promise<void>
}

interface Read extends Answered {
  timelineAway: boolean
}

async function ask({ url, token }: Api, id: string): Promise<Answer | undefined> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body: JSON.stringify({ query: text, variables: { id } }), signal: AbortSignal.timeout(patience) }
  return fetch(`${url}/graphql`, init).then(async (response) => (await response.json()) as Answer, () => undefined)
}

/** What is wrong with an answer that has no errors: it passes for whole. @param seen what a timeline was seen to hold before. */
function wrongWith(client: ExpectedClient, answer: NonNullable<Answer['data']>, seen: ReadonlySet<string>): string[] {
  const found = answer.client
  if (found === null) return [`client ${client.id} was acknowledged, and is said not to exist`]
  const faults: string[] = []
  if (found.version < client.version) faults.push(`client ${client.id} is answered at version ${found.version}, ${client.version} was acknowledged`)
  for (const tag of client.tags) if (!found.tags.includes(tag)) faults.push(`the tag ${tag} of ${client.id} is missing in an answer`)
  if (found.timeline === null) return [...faults, `the timeline of ${client.id} is null without an error`]
  return [...faults, ...wrongInTimeline(client, found.timeline.nodes, seen)]
}

function wrongInTimeline(client: ExpectedClient, nodes: readonly Item[], seen: ReadonlySet<string>): string[] {
  const faults: string[] = []
  const ids = new Set(nodes.map(({ id }) => id))
  if (ids.size < nodes.length) faults.push(`the timeline of ${client.id} has something twice`)
  for (const [index, { occurredAt }] of nodes.entries()) if (occurredAt > (nodes[index - 1]?.occurredAt ?? occurredAt)) faults.push(`the timeline of ${client.id} is out of order at ${occurredAt}`)
  for (const id of seen) if (!ids.has(id)) faults.push(`${id} was on the timeline of ${client.id} before, and is left out of an answer that passes for whole`)
  for (const { id, category, occurredAt } of nodes) {
    const item = client.interactions.get(id)
    if (item !== undefined && (item.category !== category || item.occurredAt !== occurredAt)) faults.push(`${id} is answered as ${category} at ${occurredAt}`)
  }
  return faults
}

function refusalFaults({ errors = [] }: Answer): string[] {
  const codes = errors.map((error) => error.extensions?.code)
  return codes.filter((code) => !isErrorCode(code) || code === 'INTERNAL').map((code) => `a reading was answered with ${code}: ${errors[0]?.message}`)
}

export function startReader(parts: { api: Api; ledger: Ledger; random: Random; complain: Complain }): Reader {
  const { api, ledger, random, complain } = parts
  const counts = { whole: 0, refused: 0 }
  const seen = new Map<string, Set<string>>()
  const reads: Read[] = []
  let lastWholeSent = 0
  let stopped = false

  const read = async (client: ExpectedClient): Promise<void> => {
    const before = new Set(seen.get(client.id))
    const sent = Date.now()
    const answer = await ask(api, client.id)
    const timelineAway = answer?.errors?.some(({ path, extensions }) => path?.join('.') === 'client.timeline' && extensions?.code === 'UNAVAILABLE') ?? false
    const isWhole = answer !== undefined && answer.errors === undefined
    reads.push({ sent, ended: Date.now(), kind: isWhole ? 'acknowledged' : 'unknown', timelineAway })
    if (answer === undefined) return complain(`a reading of ${client.id} got no answer after ${Date.now() - sent} ms`)
    if (answer.errors !== undefined || !answer.data) {
      counts.refused += 1
      return refusalFaults(answer).forEach(complain)
    }
    counts.whole += 1
    lastWholeSent = sent
    wrongWith(client, answer.data, before).forEach(complain)
    const known = seen.get(client.id) ?? new Set()
    for (const { id } of answer.data.client?.timeline?.nodes ?? []) known.add(id)
    seen.set(client.id, known)
  }
  const run = async (): Promise<void> => {
    for (; !stopped; await sleep(pause)) {
      const clients = [...expectedOf(ledger.read(), ignore).values()].filter(({ interactions }) => interactions.size < 400)
      const client = clients[random.between(0, clients.length - 1)]
      if (client !== undefined) await read(client)
    }
  }
  const running = Promise.all([run(), run()])
  running.catch(() => undefined)
  const since = (at: number) => reads.filter(({ ended }) => ended > at)
  return {
    counts,
    get lastWholeSent() {
      return lastWholeSent
    },
    since,
    timelineAwaySince: (at) => since(at).filter(({ timelineAway }) => timelineAway).length,
    async stop() {
      stopped = true
      await running
    },
  }
}
