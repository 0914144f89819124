import { query, type Api } from '../lib/graphql'
import type { ExpectedClient } from './expected'
import type { Entry } from './ledger'
import type { Complain } from './load'

const listOf = `query List($search: String, $after: String) { clients(search: $search, sort: { field: CREATED_AT, direction: ASC }, first: 500, after: $after) {
  totalCount nodes { id displayName version tags } pageInfo { hasNextPage endCursor } } }`
const timelineOf = `query Timeline($id: ID!, $after: String) { client(id: $id) { timeline(first: 500, after: $after) {
  nodes { id category occurredAt } pageInfo { hasNextPage endCursor } } } }`
const densityOf = `query Density($id: ID!) { client(id: $id) { timelineExtent { count } timelineDensity(from: "2025-12-15T00:00:00Z", to: "2027-01-15T00:00:00Z", buckets: 40) { category count } } }`
const searchOf = `query Search($text: String) { interactions(search: $text, first: 10) { nodes { id } } }`

interface Page<Node> {
  totalCount?: number | null
  nodes: Node[]
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
}

interface Listed {
  id: string
  displayName: string
  version: number
  tags: string[]
}

interface Item {
  id: string
  category: string
  occurredAt: string
}

/** What the queries above were written to answer with. */
const part = <Value>(data: Record<string, unknown>, ...path: string[]): Value => path.reduce<unknown>((value, name) => (value as Record<string, unknown> | null)?.[name], data) as Value

async function allPages<Node>(ask: (after: string | null) => Promise<Page<Node>>): Promise<{ nodes: Node[]; totalCount: number | null | undefined }> {
  const nodes: Node[] = []
  for (let after: string | null = null; ; ) {
    const page: Page<Node> = await ask(after)
    nodes.push(...page.nodes)
    if (!page.pageInfo.hasNextPage) return { nodes, totalCount: page.totalCount }
    after = page.pageInfo.endCursor
  }
}

const timeline = (api: Api, id: string) => allPages(async (after) => part<Page<Item>>(await query(api, timelineOf, { id, after }), 'client', 'timeline'))

async function inLanes<Value>(values: readonly Value[], work: (value: Value) => Promise<void>): Promise<void> {
  const rest = values.values()
  const lane = async () => {
    for (const value of rest) await work(value)
  }
  await Promise.all(Array.from({ length: 6 }, lane))
}

/**
 * Whether what was acknowledged of late is there, while the load goes on: so clients may have come further since.
 * What a view shows may need five seconds to catch up after a crash, and no longer.
 */
export async function checkLate(api: Api, late: readonly Entry[], complain: Complain): Promise<void> {
  const ids = [...new Set(late.map(({ clientId }) => clientId))]
  const items = new Map(late.flatMap((entry) => (entry.what === 'interaction' ? [[entry.id, entry] as const] : [])))
  await inLanes(ids, async (id) => {
    const wanted = [...items.values()].filter((item) => item.clientId === id).map((item) => item.id)
    const missing = async () => {
      const found = part<Listed | null>(await query(api, 'query ($id: ID!) { client(id: $id) { id displayName version tags } }', { id }), 'client')
      const seen = wanted.length === 0 ? new Set() : new Set((await timeline(api, id)).nodes.map((node) => node.id))
      return [...lacking(late, id, found), ...wanted.filter((item) => !seen.has(item)).map((item) => `${item} is not on its timeline`)]
    }
    let faults = await missing()
    for (const end = Date.now() + 5_000; faults.length > 0 && Date.now() < end; faults = await missing()) await new Promise((resolve) => setTimeout(resolve, 100))
    faults.forEach(complain)
  })
}

function lacking(late: readonly Entry[], id: string, found: Listed | null): string[] {
  if (found === null) return [`client ${id} is lost`]
  return late.flatMap((entry) => {
    if (entry.clientId !== id) return []
    if (entry.what === 'change' && found.version < entry.version) return [`version ${entry.version} of ${id} is lost: it is at ${found.version}`]
    return entry.what === 'tag' && !found.tags.includes(entry.tag) ? [`the tag ${entry.tag} of ${id} is lost`] : []
  })
}

/** Whether all that was acknowledged is there exactly once, and nothing else, by every way of reading; nobody writes meanwhile. */
export async function checkAll(api: Api, expected: ReadonlyMap<string, ExpectedClient>, complain: Complain): Promise<void> {
  await checkList(api, expected, complain)
  await inLanes([...expected.values()], async (client) => {
    try {
      await checkTimeline(api, client, complain)
      await checkCounts(api, client, complain)
    } catch (error) {
      complain(`client ${client.id} cannot be read: ${String(error)}`)
    }
  })
  await checkSearch(api, expected, complain)
}

async function checkList(api: Api, expected: ReadonlyMap<string, ExpectedClient>, complain: Complain): Promise<void> {
  const { nodes, totalCount } = await allPages(async (after) => part<Page<Listed>>(await query(api, listOf, { after }), 'clients'))
  if (totalCount !== null && totalCount !== expected.size) complain(`the list counts ${totalCount} clients, ${expected.size} were acknowledged`)
  const seen = new Map<string, Listed>()
  for (const node of nodes) {
    if (seen.has(node.id)) complain(`client ${node.id} is listed twice`)
    if (!expected.has(node.id)) complain(`client ${node.id} (${node.displayName}) was never acknowledged`)
    seen.set(node.id, node)
  }
  for (const client of expected.values()) {
    const node = seen.get(client.id)
    if (node === undefined) complain(`client ${client.id} is lost from the list`)
    else if (described(node) !== described({ displayName: client.name, version: client.version, tags: [...client.tags] })) complain(`client ${client.id} is ${described(node)}, not ${described({ displayName: client.name, version: client.version, tags: [...client.tags] })}`)
  }
}

const described = ({ displayName, version, tags }: Omit<Listed, 'id'>) => `${displayName} v${version} [${tags.toSorted().join()}]`

async function checkTimeline(api: Api, client: ExpectedClient, complain: Complain): Promise<void> {
  const { nodes } = await timeline(api, client.id)
  const seen = new Set<string>()
  for (const [index, { id, category, occurredAt }] of nodes.entries()) {
    if (occurredAt > (nodes[index - 1]?.occurredAt ?? occurredAt)) complain(`${id} stands out of order on the timeline of ${client.id}`)
    const item = client.interactions.get(id)
    if (seen.has(id)) complain(`${id} stands twice on the timeline of ${client.id}`)
    if (item === undefined) complain(`${id} (${category}) on the timeline of ${client.id} was never acknowledged`)
    else if (item.category !== category || item.occurredAt !== occurredAt) complain(`${id} is ${category} at ${occurredAt}, not ${item.category} at ${item.occurredAt}`)
    seen.add(id)
  }
  for (const id of client.interactions.keys()) if (!seen.has(id)) complain(`${id} is lost from the timeline of ${client.id}`)
}

async function checkCounts(api: Api, client: ExpectedClient, complain: Complain): Promise<void> {
  const data = await query(api, densityOf, { id: client.id })
  const extent = part<number | undefined>(data, 'client', 'timelineExtent', 'count') ?? 0
  if (extent !== client.interactions.size) complain(`${client.id} counts ${extent} interactions, ${client.interactions.size} were acknowledged`)
  const wanted = tally([...client.interactions.values()].map(({ category }) => ({ category, count: 1 })))
  const counted = tally(part<{ category: string; count: number }[]>(data, 'client', 'timelineDensity'))
  if (wanted !== counted) complain(`the density of ${client.id} says ${counted}, not ${wanted}`)
}

function tally(counts: readonly { category: string; count: number }[]): string {
  const sums = new Map<string, number>()
  for (const { category, count } of counts) sums.set(category, (sums.get(category) ?? 0) + count)
  return [...sums].filter(([, count]) => count > 0).map(([category, count]) => `${count} ${category}`).toSorted().join()
}

/** Each thing recorded has a word of its own; some hundred of them are looked for, and as many clients by their names. */
async function checkSearch(api: Api, expected: ReadonlyMap<string, ExpectedClient>, complain: Complain): Promise<void> {
  const sample = <Value>(all: readonly Value[]) => all.filter((_, index) => index % Math.ceil(all.length / 200) === 0)
  await inLanes(sample([...expected.values()].flatMap((client) => [...client.interactions.values()])), async ({ id, word }) => {
    const found = part<{ id: string }[]>(await query(api, searchOf, { text: word }), 'interactions', 'nodes').map((node) => node.id)
    if (found.join() !== id) complain(`the word ${word} finds ${found.join() || 'nothing'}, not ${id}`)
  })
  await inLanes(sample([...expected.values()]), async ({ id, name }) => {
    const found = part<Listed[]>(await query(api, listOf, { search: name }), 'clients', 'nodes').filter((node) => node.displayName === name)
    if (found.map((node) => node.id).join() !== id) complain(`the name ${name} finds ${found.length} clients`)
  })
}
