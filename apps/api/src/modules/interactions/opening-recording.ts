import { z } from 'zod'
import { Instrument, OrderSide, PutCall } from '@brokersync/schema/enums'
import type { Commodities } from '../../platform/firm/commodities'
import type { Fault } from '../../platform/errors/domain-error'
import { clientId, code, commodityOf, currency, decimal, oneOf, orNull, parsed, past, priceUnit, text, unit, type Parsed } from './input-fields'
import { contractMonth } from './order-recording'
import { currencyFaults } from './currency-faults'

const openingOf = (commodity: z.ZodType<string>) =>
  z.object({
    clientId,
    asOf: past,
    commodity,
    instrument: oneOf(Instrument),
    side: oneOf(OrderSide),
    quantity: decimal.refine((value) => !value.startsWith('-'), 'must be zero or more; side tells what was sold'),
    unit,
    account: orNull(text(200)),
    exchange: orNull(code(40)),
    contractMonth: orNull(contractMonth),
    strike: orNull(decimal),
    putCall: orNull(oneOf(PutCall)),
    price: orNull(decimal),
    priceUnit: orNull(priceUnit),
    currency: orNull(currency),
  })

export type OpeningRecording = z.output<ReturnType<typeof openingOf>>

function furtherFaults(input: object): Fault[] {
  const { instrument, strike, putCall } = input as Record<string, unknown>
  const isOption = instrument === 'OPTION'
  const wrong = Object.entries({ strike, putCall }).filter(([, value]) => (value === undefined || value === null) === isOption)
  return wrong.map(([path]) => ({ path, message: isOption ? 'is missing: an option has one' : 'is of options only' }))
}

/** Reads what was held at an instant, with all its faults at once. */
export const readOpening = (input: object, commodities: Commodities): Parsed<OpeningRecording> =>
  parsed(openingOf(commodityOf(commodities)), input, [...furtherFaults(input), ...currencyFaults(input)])
