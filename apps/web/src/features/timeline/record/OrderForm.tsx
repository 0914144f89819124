import { Select, Textarea, TextInput } from '@mantine/core'
import { TradedCommoditiesDocument, type Instrument, type OrderSide, type OrderStatus, type OrderType, type TradedCommoditiesQuery } from '../../../generated/graphql'
import { useQuery } from '../../../lib/use-query'
import type { Entry } from '../entry'
import { codeName, inWords, quantityUnits, unitName } from '../words'
import { Choice } from './Choice'
import type { Draft } from './draft'
import { useDraft } from './drafts'
import type { FormProps } from './form-props'
import classes from './RecordPanel.module.css'
import { instantFrom, toField } from './when'

interface Fields {
  status: OrderStatus
  orderId: string
  side: OrderSide
  commodity: string
  instrument: Instrument
  orderType: OrderType
  quantity: string
  unit: string
  price: string
  priceUnit: string
  currency: string
  exchange: string
  contractMonth: string
  strike: string
  putCall: 'PUT' | 'CALL'
  executionId: string
  brokerNote: string
  when: string
  /** When the form was begun, which `when` says at first; ISO 8601. */
  begun: string
}

const statuses: readonly OrderStatus[] = ['PLACED', 'PARTIALLY_FILLED', 'FILLED', 'CANCELLED', 'REJECTED', 'EXPIRED']
const instruments: readonly Instrument[] = ['FUTURE', 'OPTION', 'SPOT', 'SWAP', 'FORWARD', 'ETF']
const orderTypes: readonly OrderType[] = ['LIMIT', 'MARKET', 'STOP', 'STOP_LIMIT']
const options = <T extends string>(codes: readonly T[]) => codes.map((value) => ({ value, label: codeName(value) }))
const orNull = (text: string) => (text.trim() === '' ? null : text.trim())
const in36 = (value: number) => value.toString(36).toUpperCase()

/** A selected order goes on with its next event; otherwise a new one begins, with an id that is free to change. */
function startingFrom(about: Entry | null): Fields {
  const order = about?.__typename === 'OrderEvent' ? about : null
  const now = new Date()
  return {
    status: order ? 'PARTIALLY_FILLED' : 'PLACED',
    orderId: order?.orderId ?? `O-${in36(Date.now())}`,
    side: order?.side ?? 'BUY',
    commodity: order?.commodity ?? '',
    instrument: order?.instrument ?? 'FUTURE',
    orderType: order?.orderType ?? 'LIMIT',
    quantity: '',
    unit: order?.unit ?? '',
    price: order?.price ?? '',
    priceUnit: order?.priceUnit ?? '',
    currency: order?.currency ?? '',
    exchange: order?.exchange ?? '',
    contractMonth: order?.contractMonth ?? '',
    strike: order?.strike ?? '',
    putCall: order?.putCall ?? 'CALL',
    executionId: '',
    brokerNote: '',
    when: toField(now),
    begun: now.toISOString(),
  }
}

function draftOf(fields: Fields, clientId: string): Draft {
  const isOption = fields.instrument === 'OPTION'
  return {
    kind: 'order',
    input: {
      clientId,
      orderId: fields.orderId.trim(),
      status: fields.status,
      side: fields.side,
      commodity: fields.commodity,
      instrument: fields.instrument,
      orderType: fields.orderType,
      quantity: fields.quantity.trim(),
      unit: fields.unit,
      price: orNull(fields.price),
      priceUnit: orNull(fields.priceUnit),
      currency: orNull(fields.currency),
      exchange: orNull(fields.exchange),
      contractMonth: orNull(fields.contractMonth),
      strike: isOption ? orNull(fields.strike) : null,
      putCall: isOption ? fields.putCall : null,
      executionId: orNull(fields.executionId),
      brokerNote: orNull(fields.brokerNote),
      occurredAt: instantFrom(fields.when, fields.begun),
    },
  }
}

type Commodity = TradedCommoditiesQuery['commodities'][number]

/** Futures and options of a commodity with a contract are counted in lots, all else is measured. */
const usualUnit = ({ unit, contract }: Commodity, instrument: Instrument): string =>
  contract && (instrument === 'FUTURE' || instrument === 'OPTION') ? 'LOT' : unit

/** One event of an order: its placing, a fill, or its end. The commodity brings its usual unit, currency and contract along. */
export function OrderForm({ clientId, about, recording, draftRef }: FormProps) {
  const orderKey = about?.__typename === 'OrderEvent' ? about.orderId : 'new'
  const { value, change, clear } = useDraft<Fields>(`${clientId} order ${orderKey}`, () => startingFrom(about))
  draftRef.current = () => draftOf(value, clientId)
  recording.onceSaved(clear)
  const { data } = useQuery(TradedCommoditiesDocument)
  const commodities = data?.commodities ?? []
  const chooseInstrument = (instrument: Instrument) => {
    const commodity = commodities.find(({ code }) => code === value.commodity)
    change({ instrument, ...(commodity && { unit: usualUnit(commodity, instrument) }) })
  }
  const text = (field: keyof Fields) => ({
    value: value[field],
    error: recording.faultOf(field),
    onChange: (event: { currentTarget: { value: string } }) => change({ [field]: event.currentTarget.value }),
  })
  const isFill = value.status === 'FILLED' || value.status === 'PARTIALLY_FILLED'
  return (
    <>
      <Choice
        label="Event"
        options={statuses.map((status) => ({ value: status, label: inWords(status) }))}
        value={value.status}
        onChange={(status) => change({ status })}
        error={recording.faultOf('status')}
      />
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
        <TextInput label={isFill ? 'Quantity filled' : 'Quantity'} required inputMode="decimal" {...text('quantity')} />
        <UnitSelect value={value.unit} error={recording.faultOf('unit')} onChange={change} />
        <TextInput
          label={isFill ? 'Fill price' : 'Price'}
          inputMode="decimal"
          description={value.priceUnit || undefined}
          {...text('price')}
        />
        <TextInput label="Currency" maxLength={3} {...text('currency')} />
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
        <TextInput label="Contract month" type="month" {...text('contractMonth')} />
        <TextInput label="Order" required {...text('orderId')} />
        {value.instrument === 'OPTION' && <TextInput label="Strike" inputMode="decimal" {...text('strike')} />}
        {isFill && <TextInput label="Execution" {...text('executionId')} />}
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
        />
      )}
      <TextInput type="datetime-local" label="When" {...text('when')} error={recording.faultOf('occurredAt')} />
      <Textarea label="Note" autosize minRows={1} {...text('brokerNote')} />
    </>
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
      ...(found && {
        unit: usualUnit(found, value.instrument),
        currency: found.currency,
        exchange: found.contract?.exchange ?? '',
        priceUnit: found.contract?.priceUnit ?? '',
      }),
    })
  }
  return (
    <Select
      label="Commodity"
      data-autofocus
      searchable
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
  onChange: (part: Partial<Fields>) => void
}

/** An order that goes on keeps a unit that the firm does not know. */
function UnitSelect({ value, error, onChange }: UnitSelectProps) {
  const codes = value === '' || quantityUnits.includes(value) ? quantityUnits : [value, ...quantityUnits]
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
