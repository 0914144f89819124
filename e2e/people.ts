import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { seeded, type Random } from '../proofs/lib/random'

/** Files to import: clients, and orders of these clients alone. */
export interface People {
  clients: string
  orders: string
  /** How many rows each has. */
  rows: { clients: number; orders: number }
  /** The one with the most orders, whose name is found once. */
  busiest: { name: string; orders: number }
}

// FEBRL's data set 1 and the CDNOW sample, where somebody has put them beside the clone; others like them are made where not.
const beside = fileURLToPath(new URL('../../shared/data/', import.meta.url))
const script = fileURLToPath(new URL('../scripts/purchases-to-csv.mjs', import.meta.url))
const count = 100

/** The first hundred people and their purchases, as files in a folder. */
export function peopleIn(folder: string): People {
  const people = existsSync(`${beside}people-with-duplicates.csv`) ? readFileSync(`${beside}people-with-duplicates.csv`, 'utf8') : madePeople()
  const purchases = existsSync(`${beside}purchases.txt`) ? `${beside}purchases.txt` : `${folder}/purchases.txt`
  if (purchases.startsWith(folder)) writeFileSync(purchases, madePurchases())
  const [head = '', ...rows] = people.trim().split(/\r?\n/).slice(0, count + 1)
  const names = new Map(rows.map((row) => [cell(row, 0), `${cell(row, 1)} ${cell(row, 2)}`.trim()]))
  const [orderHead = '', ...allOrders] = execFileSync(process.execPath, [script, purchases], { encoding: 'utf8' }).trim().split('\n')
  const orders = allOrders.filter((order) => names.has(cell(order, 0)))
  writeFileSync(`${folder}/people.csv`, `${[head, ...rows].join('\n')}\n`)
  writeFileSync(`${folder}/purchases.csv`, `${[orderHead, ...orders].join('\n')}\n`)
  return { clients: `${folder}/people.csv`, orders: `${folder}/purchases.csv`, rows: { clients: rows.length, orders: orders.length }, busiest: busiestOf(names, orders) }
}

const cell = (row: string, index: number): string => row.split(',')[index]?.trim() ?? ''

function busiestOf(names: ReadonlyMap<string, string>, orders: readonly string[]): People['busiest'] {
  const all = [...names.values()]
  const isAlone = (name: string) => name.includes(' ') && all.filter((other) => other.includes(name)).length === 1
  const counted = [...names]
    .filter(([, name]) => isAlone(name))
    .map(([id, name]) => ({ name, orders: orders.filter((order) => cell(order, 0) === id).length }))
  return counted.reduce((most, one) => (one.orders > most.orders ? one : most), { name: '', orders: 0 })
}

const given = ['lachlan', 'matilda', 'joshua', 'chloe', 'isabella', 'noah', 'amelie', 'hugo', 'zara', 'finn'] as const
const family = ['waller', 'berry', 'campbell', 'nguyen', 'szymanski', 'okafor', 'rossi', 'larsen', 'petrov', 'haddad'] as const
const towns = ['bittern', 'st james', 'kalgoorlie', 'hobart', 'mount gambier'] as const
const states = ['wa', 'qld', 'nsw', 'vic', 'tas'] as const

/** A hundred people in the columns and the manner of FEBRL: a space after each comma, dates as eight digits. */
function madePeople(): string {
  const random = seeded(1)
  const row = (index: number) => [
    `rec-${index}-org`, given[index % 10], family[Math.floor(index / 10)], random.between(1, 250), `${random.of(family)} street`, '', random.of(towns),
    random.between(1000, 9999), random.of(states), day(random, 1930, 2000), random.between(1_000_000, 9_999_999),
  ]
  const head = 'rec_id, given_name, surname, street_number, address_1, address_2, suburb, postcode, state, date_of_birth, soc_sec_id'
  return [head, ...Array.from({ length: count }, (_, index) => row(index).join(', '))].join('\n')
}

/** Purchases of customers 1 to 100 in the manner of CDNOW: blank-padded, lines that end as on DOS. */
function madePurchases(): string {
  const random = seeded(2)
  const lines = Array.from({ length: 400 }, () => {
    const customer = String(random.between(1, count)).padStart(4, '0')
    return ` 0${customer} ${customer} ${day(random, 1997, 1998)}  ${random.between(1, 9)}   ${(random.between(500, 9_000) / 100).toFixed(2)}`
  })
  return `${lines.join('\r\n')}\r\n`
}

const day = (random: Random, from: number, to: number): string =>
  `${random.between(from, to)}${String(random.between(1, 12)).padStart(2, '0')}${String(random.between(1, 28)).padStart(2, '0')}`
