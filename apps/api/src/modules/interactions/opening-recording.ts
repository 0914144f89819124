import { z } from 'zod'
import { Instrument, OrderSide, PutCall } from '@brokersync/schema/enums'
import type { ClientId } from '@brokersync/schema/ids'
import { isUuid } from '@brokersync/schema/ids'
import type { Commodities } from '../../platform/firm/commodities'
import type { Fault } from '../../platform/errors/domain-error'
import { code, currency, decimal, faultsOf, happened, oneOf, orNull, text } from './input-fields'
import { contractMonth } from './order-recording'

const openingOf = (commodity: z.ZodType<string>) =>
  z.object({
    clientId: z.string({ error: 'is missing' }).refine(isUuid, 'is no id').transform((id) => id.toLowerCase() as ClientId),
    asOf: happened,
    commodity,
    instrument: oneOf(Instrument),
    side: oneOf(OrderSide),
    quantity: decimal.refine((value) => !value.startsWith('-'), 'must be zero or more; side tells what was sold'),
    unit: code(40),
    account: orNull(text(200)),
    exchange: orNull(code(40)),
    contractMonth: orNull(contractMonth),
    strike: orNull(decimal),
    putCall: orNull(oneOf(PutCall)),
    price: orNull(decimal),
    priceUnit: orNull(code(40)),
    currency: orNull(currency),
  })

export type OpeningRecording = z.output<ReturnType<typeof openingOf>>

function furtherFaults(input: object): Fault[] {
  const { instrument, strike, putCall } = input as Record<string, unknown>
  const given = Object.entries({ strike, putCall }).filter(([, value]) => value !== undefined && value !== null)
  return instrument === 'OPTION' ? [] : given.map(([path]) => ({ path, message: 'is of options only' }))
}

/** Reads what was held at an instant, with all its faults at once. */
export function readOpening(input: object, commodities: Commodities): { value: OpeningRecording; faults?: undefined } | { value?: undefined; faults: Fault[] } {
  const commodity = code(40).refine((value) => commodities.get(value) !== undefined, 'is no commodity of the firm’s list')
  const result = openingOf(commodity).safeParse(input)
  const faults = [...(result.success ? [] : faultsOf(result.error)), ...furtherFaults(input)]
  return result.success && faults.length === 0 ? { value: result.data } : { faults }
}
