import { lot, quantityUnits, unitNamed } from '@brokersync/schema/units'
import { Autocomplete, Select, Textarea, TextInput } from '@mantine/core'
import { useEffect } from 'react'
import { TradedCommoditiesDocument, TradingAccountsDocument, type Instrument, type OrderStatus, type OrderType } from '../../../generated/graphql'
import { useQuery } from '../../../lib/use-query'
import type { Order } from '../entry'
import { useOrder, type WholeOrder } from '../use-order'
import { codeName, inWords, unitName } from '../words'
import { Choice } from './Choice'
import { useDraft } from './drafts'
import type { FormProps } from './form-props'
import { draftOf, fieldsFor, knownOf, startingFrom, type Deed, type Fields } from './order-fields'
import { isListed, measuredIn, quotationOf, type Commodity } from './quotation'
import classes from './RecordPanel.module.css'
import type { Recording } from './use-record'

const statuses: readonly OrderStatus[] = ['PLACED', 'PARTIALLY_FILLED', 'FILLED', 'CANCELLED', 'REJECTED', 'EXPIRED']
const instruments: readonly Instrument[] = ['FUTURE', 'OPTION', 'SPOT', 'SWAP', 'FORWARD', 'ETF']
const orderTypes: readonly OrderType[] = ['LIMIT', 'MARKET', 'STOP', 'STOP_LIMIT']
const options = <T extends string>(codes: readonly T[]) => codes.map((value) => ({ value, label: codeName(value) }))
const afterBust = statuses.filter((status) => status !== 'FILLED')
const deeds: readonly { value: Deed; label: string }[] = [
  { value: 'NOTHING', label: 'Stays' },
  { value: 'CORRECTION', label: 'Correct it' },
  { value: 'BUST', label: 'Bust it' },
]

/** Futures and options of a commodity with a contract are counted in lots, all else is measured. */
const usualUnit = ({ unit, contract }: Commodity, instrument: Instrument): string =>
  contract && isListed(instrument) ? lot : unit

/** How a commodity is measured and quoted, as an instrument and in a currency. */
function termsFor(commodity: Commodity, traded: Pick<Fields, 'instrument' | 'currency'>) {
  const unit = usualUnit(commodity, traded.instrument)
  return { unit, ...quotationOf(commodity, { ...traded, unit }) }
}

/** What each part of the form is given. */
interface PartProps {
  value: Fields
  change: (part: Partial<Fields>) => void
  recording: Recording
}

type TextField = { [Name in keyof Fields]: Fields[Name] extends string ? Name : never }[keyof Fields]

/** A line of text that is one of the fields. */
const lineOf = ({ value, change, recording }: PartProps, field: TextField) => ({
  value: value[field],
  error: recording.faultOf(field),
  onChange: (event: { currentTarget: { value: string } }) => change({ [field]: event.currentTarget.value }),
})

/**
 * One event of an order: its placing, a fill, or its end; or what corrects or busts the selected execution. The commodity brings its usual unit, currency
 * and contract along, a selected order its terms and its account.
 */
export function OrderForm({ clientId, about, recording, draftRef }: FormProps) {
  const event = about?.__typename === 'OrderEvent' ? about : null
  const { value, change, learn, clear } = useDraft<Fields>(
    { clientId, form: 'order', about: event && `${event.orderId} ${event.executionId ?? ''}` },
    () => startingFrom(about),
  )
  const order = useOrder(event, 0)
  useEffect(() => {
    if (order && !value.isOrderKnown) learn(knownOf(value, order))
  }, [order, value, learn])
  draftRef.current = () => draftOf(value, clientId)
  recording.onceSaved(clear)
  const part = { value, change, recording }
  const isFill = value.status === 'FILLED' || value.status === 'PARTIALLY_FILLED'
  return (
    <>
      {value.execution && <DeedChoice {...part} execution={value.execution} order={order} />}
      {value.deed !== 'CORRECTION' && (
        <Choice
          label={value.deed === 'BUST' ? 'The order then' : 'Event'}
          options={(value.deed === 'BUST' ? afterBust : statuses).map((status) => ({ value: status, label: inWords(status) }))}
          value={value.status}
          onChange={(status) => change({ status })}
          error={recording.faultOf('status')}
        />
      )}
      {value.deed === 'NOTHING' && <Terms {...part} clientId={clientId} isFill={isFill} />}
      {value.deed === 'CORRECTION' && (
        <div className={classes.pair}>
          <TextInput label="Quantity filled" required inputMode="decimal" {...lineOf(part, 'quantity')} />
          <TextInput
            label="Fill price"
            inputMode="decimal"
            description={value.priceUnit || undefined}
            {...lineOf(part, 'price')}
            error={recording.faultOf('price') ?? recording.faultOf('priceUnit')}
          />
          <TextInput label="Execution" {...lineOf(part, 'executionId')} />
        </div>
      )}
      <TextInput type="datetime-local" label="When" required {...lineOf(part, 'when')} error={recording.faultOf('occurredAt')} />
      <Textarea label="Note" autosize minRows={1} {...lineOf(part, 'brokerNote')} />
    </>
  )
}

function DeedChoice({ value, change, recording, execution, order }: PartProps & { execution: Order; order: WholeOrder | undefined }) {
  return (
    <Choice
      label={`Execution ${execution.executionId ?? ''}`}
      options={deeds}
      value={value.deed}
      onChange={(deed) => change(fieldsFor(deed, value, order))}
      error={recording.faultOf('busts') ?? recording.faultOf('corrects')}
    />
  )
}

/** What is traded, how much of it, and for which account. */
function Terms({ clientId, isFill, ...part }: PartProps & { clientId: string; isFill: boolean }) {
  const { value, change, recording } = part
  const { data } = useQuery(TradedCommoditiesDocument)
  const commodities = data?.commodities ?? []
  const commodity = commodities.find(({ code }) => code === value.commodity)
  const chooseInstrument = (instrument: Instrument) => change({ instrument, ...(commodity && termsFor(commodity, { ...value, instrument })) })
  const measure = (unitOrCurrency: Partial<Pick<Fields, 'unit' | 'currency'>>) => change(measuredIn(commodity, value, unitOrCurrency))
  return (
    <>
      <Choice
        label="Side"
        options={[
          { value: 'BUY', label: 'Buy' },
          { value: 'SELL', label: 'Sell' },
        ]}
        value={value.side}
        onChange={(side) => change({ side })}
        error={recording.faultOf('side')}
      />
      <CommoditySelect commodities={commodities} value={value} error={recording.faultOf('commodity')} onChange={change} />
      <div className={classes.pair}>
        <TextInput
          label={isFill ? 'Quantity filled' : 'Quantity'}
          data-autofocus={value.commodity !== '' || undefined}
          required
          inputMode="decimal"
          {...lineOf(part, 'quantity')}
        />
        <UnitSelect value={value.unit} error={recording.faultOf('unit')} onChange={measure} />
        <TextInput label={isFill ? 'Fill price' : 'Price'} inputMode="decimal" {...lineOf(part, 'price')} />
        <TextInput label="Quoted in" placeholder="Not said" {...lineOf(part, 'priceUnit')} />
        <TextInput label="Currency" maxLength={3} {...lineOf(part, 'currency')} onChange={(event) => measure({ currency: event.currentTarget.value })} />
        <AccountInput {...part} clientId={clientId} />
        <Select
          label="Position"
          data={[
            { value: 'OPEN', label: 'Opens' },
            { value: 'CLOSE', label: 'Closes' },
          ]}
          placeholder="Not said"
          clearable
          value={value.effect}
          error={recording.faultOf('effect')}
          onChange={(effect) => change({ effect: effect as Fields['effect'] })}
        />
        <Select
          label="Instrument"
          data={options(instruments)}
          value={value.instrument}
          onChange={(next) => chooseInstrument(instruments.find((code) => code === next) ?? value.instrument)}
        />
        <Select
          label="Type"
          data={options(orderTypes)}
          value={value.orderType}
          onChange={(next) => change({ orderType: orderTypes.find((code) => code === next) ?? value.orderType })}
        />
        <TextInput label="Contract month" type="month" {...lineOf(part, 'contractMonth')} />
        <TextInput label="Order" required {...lineOf(part, 'orderId')} />
        {value.instrument === 'OPTION' && <TextInput label="Strike" inputMode="decimal" {...lineOf(part, 'strike')} />}
        {isFill && <TextInput label="Execution" {...lineOf(part, 'executionId')} />}
      </div>
      {value.instrument === 'OPTION' && (
        <Choice
          label="Right"
          options={[
            { value: 'CALL', label: 'Call' },
            { value: 'PUT', label: 'Put' },
          ]}
          value={value.putCall}
          onChange={(putCall) => change({ putCall })}
          error={recording.faultOf('putCall')}
        />
      )}
    </>
  )
}

/** Free text, with the accounts that the client's orders named so far to choose from. */
function AccountInput({ clientId, value, change, recording }: PartProps & { clientId: string }) {
  const { data } = useQuery(TradingAccountsDocument, { variables: { clientId }, fetchPolicy: 'cache-and-network' })
  const accounts = data?.client?.tradingAccounts ?? []
  return (
    <Autocomplete
      size="xs"
      label="Account"
      maxLength={200}
      data={accounts.map(({ name }) => name)}
      value={value.account}
      error={recording.faultOf('account')}
      onChange={(account) => change({ account })}
    />
  )
}

interface CommoditySelectProps {
  commodities: readonly Commodity[]
  value: Fields
  error: string | undefined
  onChange: (part: Partial<Fields>) => void
}

function CommoditySelect({ commodities, value, error, onChange }: CommoditySelectProps) {
  const choose = (code: string | null) => {
    const found = commodities.find((commodity) => commodity.code === code)
    onChange({
      commodity: code ?? '',
      ...(found && { currency: found.currency, ...termsFor(found, { ...value, currency: found.currency }) }),
    })
  }
  return (
    <Select
      label="Commodity"
      data-autofocus={value.commodity === '' || undefined}
      searchable
      // The list would lie over what is typed next: it opens for whoever asks for it or types.
      openOnFocus={false}
      required
      data={commodities.map(({ code, name }) => ({ value: code, label: name }))}
      value={value.commodity || null}
      error={error}
      onChange={choose}
    />
  )
}

interface UnitSelectProps {
  value: string
  error: string | undefined
  onChange: (part: { unit: string }) => void
}

/** An order that goes on keeps a unit that the firm does not know. */
function UnitSelect({ value, error, onChange }: UnitSelectProps) {
  const codes = value === '' || unitNamed(value) === value ? quantityUnits : [value, ...quantityUnits]
  return (
    <Select
      label="Unit"
      required
      data={codes.map((unit) => ({ value: unit, label: unitName(unit) }))}
      value={value || null}
      error={error}
      onChange={(unit) => onChange({ unit: unit ?? '' })}
    />
  )
}
