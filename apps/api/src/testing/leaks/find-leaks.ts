import { setTimeout as sleep } from 'node:timers/promises'
import type { Canary, Firm } from '../firm'
import type { Reachable } from '../people'
import { companyOf, mayRead, type Caller, type Grants, type Mark, type Revised } from './canaries'
import { clientPaths, firmPaths, foundBy, type Ask } from './paths'
import { stir, watch } from './watch'

/** A caller was given what is not for it. */
export interface Leak {
  caller: string
  path: string
  ownership: string
  text: string
}

/** What a search for leaks came to. */
export interface Found {
  /** Caller × path × mark: how often it was looked whether a caller was given a mark. */
  cells: number
  /** How many of them rightly gave it. */
  given: number
  leaks: Leak[]
  /** Paths by which nobody was given anything: they prove nothing. */
  dead: string[]
}

interface Options {
  app: Reachable
  firm: Firm
  grants: Grants
  callers: readonly Caller[]
  clients: readonly Canary[]
  marks: readonly Mark[]
  revised: Revised
  /** Whether subscriptions are listened to as well. */
  live?: boolean
}

const nameOf = ({ member, scopes }: Caller) => `${member.role} by ${scopes === null ? 'session' : `token of ${scopes.length} scopes`}`

/** What may give nothing: where all is well, these only tell that something is refused. */
const onlyRefusals = ['REST', 'a malformed operation', 'no tag', 'handed to nobody', 'a wrong note', 'a wrong correction', 'a stale change', 'a stale deactivation', 'holds, requests, approvals', 'mentions', 'documents and imports', 'people', 'reviews']

/** A name, an email address, an earlier and a present wording, a private note, an account, a call's subject. */
const searched = /^zq(nm|em|rv|af|pn|ac|sb)/

class Tally {
  readonly found: Found = { cells: 0, given: 0, leaks: [], dead: [] }
  private readonly alive = new Set<string>()

  constructor(private readonly options: Options) {}

  /** Looks through what a caller was given for each mark. */
  look(caller: Caller, path: string, answer: string, marks: readonly Mark[]): void {
    for (const mark of marks) this.cell(caller, path, mark, answer.includes(mark.text))
  }

  cell(caller: Caller, path: string, mark: Mark, isGiven: boolean): void {
    const { firm, grants } = this.options
    this.found.cells += 1
    if (!isGiven) return
    this.alive.add(path)
    if (mayRead(grants, firm, caller, mark)) this.found.given += 1
    else this.found.leaks.push({ caller: nameOf(caller), path, ownership: `${mark.client.ownership} of ${mark.client.of.role}`, text: mark.text })
  }

  end(paths: readonly string[]): Found {
    this.found.dead = paths.filter((path) => !this.alive.has(path) && !onlyRefusals.includes(path))
    return this.found
  }
}

/** Asks as every caller by every path for everything, and looks whether any of what comes back is not for it. */
export async function findLeaks(options: Options): Promise<Found> {
  const { app, callers, clients, marks, revised, live = true } = options
  const tally = new Tally(options)
  const asOne = async (caller: Caller): Promise<void> => {
    const ask: Ask = async (query, variables = {}) => JSON.stringify(await app.send(query, variables, caller.token))
    const asked = { ask, app, caller }
    for (const { name, read } of firmPaths) tally.look(caller, name, await read(asked), marks)
    await inTurns(clients, async (client) => {
      const theirs = marks.filter((mark) => mark.client === client)
      const related = marks.filter((mark) => mark.client.of === client.of)
      for (const { name, read, leadsOn = false } of clientPaths) tally.look(caller, name, await read({ ...asked, client, revised }), leadsOn ? related : theirs)
      for (const mark of theirs.filter(({ text }) => searched.test(text))) await search(tally, caller, ask, { mark, company: companyOf(clients, client) })
    })
  }
  await Promise.all(callers.map(asOne))
  if (live) await listen(tally, options)
  return tally.end([...firmPaths.map(({ name }) => name), ...clientPaths.map(({ name }) => name), 'search for clients', 'search for items', 'search together', 'told over a socket'])
}

/** Two at once. */
async function inTurns<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const left = [...items]
  const worker = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: 2 }, worker))
}

/** Whether something is found by a text tells of the text as well: in nodes, and in counts. */
async function search(tally: Tally, caller: Caller, ask: Ask, { mark, company }: { mark: Mark; company: Canary | undefined }): Promise<void> {
  const { clients, items, together } = await foundBy(ask, mark, company)
  tally.cell(caller, 'search for clients', mark, clients.includes(mark.client.id) || /"totalCount":[1-9]/.test(clients))
  tally.cell(caller, 'search for items', mark, /"id":"/.test(items) || /"total":[1-9]/.test(items))
  tally.cell(caller, 'search together', mark, /"nodes":\[\{"id":"/.test(together) || /"total":[1-9]/.test(together))
}

async function listen(tally: Tally, { app, firm, callers, clients, marks }: Options): Promise<void> {
  const heard = await Promise.all(callers.map((caller) => watch(app, caller, clients)))
  const written = await stir(app, firm, clients)
  await sleep(2_000)
  for (const { caller, messages, stop } of heard) {
    for (const client of clients) {
      const told = messages.get(client.id) ?? ''
      const live: Mark = { client, text: written.get(client.id) ?? '', needs: ['interactions:read'] }
      tally.look(caller, 'told over a socket', told, [live, ...marks.filter((mark) => mark.client === client)])
    }
    stop()
  }
}
