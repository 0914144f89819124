import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'

const usage = `node scripts/purchases-to-csv.mjs PURCHASES.txt > purchases.csv

Makes a CSV out of the CDNOW sample of purchases (blank-padded: id, number of the customer, yyyymmdd, quantity, value), to import as orders.
The customers are given the ids of the 1,000 people of FEBRL's data set 1, again and again: rec-0-org to rec-499-org, then rec-0-dup-0 to rec-499-dup-0.
`

/** @param {number} number from 1 */
function clientOf(number) {
  const person = (number - 1) % 1000
  return person < 500 ? `rec-${person}-org` : `rec-${person - 500}-dup-0`
}

/** The price of one, to the hundredth of a cent: the file knows what all of a purchase cost. @param {string} value @param {number} quantity */
const priceOf = (value, quantity) => (Number(value) / quantity).toFixed(4)

const { positionals } = parseArgs({ allowPositionals: true })
const [file] = positionals
if (file === undefined) {
  process.stderr.write(usage)
  process.exit(1)
}

process.stdout.write('client,date,quantity,price\n')
for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
  const [, customer, date, quantity, value] = line.trim().split(/\s+/)
  if (value === undefined) continue
  process.stdout.write(`${clientOf(Number(customer))},${date},${quantity},${priceOf(value, Number(quantity))}\n`)
}
