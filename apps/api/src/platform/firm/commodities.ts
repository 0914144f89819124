import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { units } from '@brokersync/schema/units'
import { z } from 'zod'
import { FirmError, readYaml } from './yaml-file'

const decimal = z.string({ error: 'must be a decimal in quotes' }).regex(/^(?=.*[1-9])\d{1,12}(\.\d{1,12})?$/, 'must be a positive decimal')
const currency = z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 currency')

const contractSchema = z.strictObject({
  exchange: z.string().min(1).max(20),
  mic: z.string().regex(/^[A-Z0-9]{4}$/, 'must be an ISO 10383 market identifier'),
  lotSize: decimal,
  lotUnit: z.enum(units),
  priceUnit: z.string().regex(/^[A-Z]{2}[A-Za-z]\/[A-Za-z]+$/, 'must read like USD/bbl or USc/bu'),
  quotation: decimal,
})

const commoditySchema = z.strictObject({
  code: z.string().regex(/^[A-Z][A-Z0-9_]{0,39}$/, 'must be UPPER_SNAKE_CASE'),
  name: z.string().min(1).max(80),
  group: z.enum(['AGRICULTURE', 'ENERGY', 'METALS', 'LIVESTOCK']),
  unit: z.enum(units),
  currency,
  poundsPerBushel: decimal.nullable().default(null),
  contract: contractSchema.nullable().default(null),
})

/** A commodity's usual futures contract; sizes and factors are exact decimals. */
export type CommodityContract = z.infer<typeof contractSchema>
/** A commodity of the firm's list. */
export type Commodity = z.infer<typeof commoditySchema>

/** Whether a price of it can fall to zero and below, as of what costs to be got rid of; of all else one must be paid for it. */
export const mayBeWorthless = ({ group }: Pick<Commodity, 'group'>): boolean => group === 'ENERGY'

/** The firm's commodities, as `config/commodities.yaml` lists them. */
export interface Commodities {
  readonly all: readonly Commodity[]
  /** Undefined for a code that is not on the list. */
  get(code: string): Commodity | undefined
}

const fileSchema = z
  .strictObject({ commodities: z.array(commoditySchema).min(1) })
  .superRefine(({ commodities }, context) => {
    const first = new Map<string, number>()
    for (const [index, { code }] of commodities.entries()) {
      if (first.has(code)) context.addIssue({ code: 'custom', path: ['commodities', index, 'code'], message: `${code} is there twice` })
      first.set(code, index)
    }
  })

/** The list out of the text of `commodities.yaml`. @throws {FirmError} with all its faults. */
export function parseCommodities(text: string, file = 'commodities.yaml'): Commodities {
  const parsed = fileSchema.safeParse(readYaml(text, file))
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path, message }) => `  ${path.join('.')} ${message}`)
    throw new FirmError(`${file} is not right:\n${lines.join('\n')}`)
  }
  const all = parsed.data.commodities
  const byCode = new Map(all.map((commodity) => [commodity.code, commodity]))
  return { all, get: (code) => byCode.get(code) }
}

/** Reads `commodities.yaml` of the configuration's folder. @throws {FirmError} */
export async function loadCommodities(configDir: string): Promise<Commodities> {
  const file = join(configDir, 'commodities.yaml')
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new FirmError(`${file} cannot be read (${error instanceof Error ? error.message : String(error)}); put it there, or name its folder with CONFIG_DIR`)
  })
  return parseCommodities(text, file)
}
