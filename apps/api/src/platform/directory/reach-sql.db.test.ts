import { afterAll, beforeAll, expect, test } from 'vitest'
import pg from 'pg'
import type { ClientId, UserId } from '@brokersync/schema/ids'
import { createDatabase } from '../../testing/app'
import { covers, everywhere, nowhere, type Reach } from './reach'
import { reachValues, withinReach, withinThisReach } from './reach-sql'

let database: { url: string; drop(): Promise<void> }
let client: pg.Client

beforeAll(async () => {
  database = await createDatabase()
  client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query('CREATE TABLE thing (id uuid PRIMARY KEY, owner_id uuid)')
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

const uuid = (number: number) => `0190b5a0-0000-7000-8000-00000000000${number}`
const owners = [1, 2, 3, 4].map((number) => uuid(number) as UserId)
const subsets = <Item>(items: readonly Item[]): Item[][] => items.reduce<Item[][]>((sets, item) => [...sets, ...sets.map((set) => [...set, item])], [[]])

test('in SQL a reach covers what it covers in memory, whatever it is made of', async () => {
  const things = [null, ...owners].flatMap((ownerId, index) => [{ id: `${uuid(index).slice(0, -2)}a${index}`, ownerId }, { id: `${uuid(index).slice(0, -2)}b${index}`, ownerId }])
  for (const { id, ownerId } of things) await client.query('INSERT INTO thing VALUES ($1, $2)', [id, ownerId])
  const some = things.filter(({ id }) => id.at(-2) === 'a').map(({ id }) => id as ClientId)
  const reaches: Reach[] = subsets(owners.slice(0, 2)).flatMap((ownerIds) =>
    subsets(owners.slice(1, 3)).flatMap((exceptOwnerIds) => [[], some].flatMap((clientIds) => [true, false].map((all) => ({ all, ownerIds, clientIds, exceptOwnerIds })))),
  )
  for (const reach of [...reaches, everywhere, nowhere]) {
    const wanted = things.filter((thing) => covers(reach, thing)).map(({ id }) => id).sort()
    const columns = { owner: 'owner_id', client: 'id' }
    const { rows } = await client.query<{ id: string }>(`SELECT id FROM thing WHERE ${withinReach(columns)} ORDER BY id`, reachValues(reach))
    expect(rows.map(({ id }) => id)).toEqual(wanted)
    const values: unknown[] = []
    const ofItsOwn = withinThisReach(reach, columns, (value) => `$${values.push(value)}`) ?? 'true'
    expect((await client.query<{ id: string }>(`SELECT id FROM thing WHERE ${ofItsOwn} ORDER BY id`, values)).rows.map(({ id }) => id)).toEqual(wanted)
    const made = await client.query<{ id: string }>(`SELECT id FROM thing WHERE ${withinReach({ owner: 'owner_id' })} ORDER BY id`, reachValues(reach))
    expect(made.rows.map(({ id }) => id)).toEqual(things.filter(({ ownerId }) => covers(reach, { ownerId })).map(({ id }) => id).sort())
  }
})
