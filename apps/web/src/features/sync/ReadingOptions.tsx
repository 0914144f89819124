import { Select, TextInput } from '@mantine/core'
import type { DateOrder } from '../../generated/graphql'
import classes from './Import.module.css'
import type { Plan } from './plan'
import { delimiters, encodings, type Encoding, type Preview } from './read-preview'

const dateOrders: readonly { value: DateOrder; label: string }[] = [
  { value: 'DMY', label: 'Day, month, year' },
  { value: 'MDY', label: 'Month, day, year' },
  { value: 'YMD', label: 'Year, month, day' },
]

const sourceHints = {
  CLIENTS: 'The system that the file came from. Under its name the same clients are found again.',
  ORDERS: 'The one that the clients came from: their references are looked up under its name.',
}

const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')]
const isEncoding = (value: string | null): value is Encoding => value !== null && value in encodings

interface Props {
  plan: Plan
  preview: Preview
  sourceFault: string | null
  onChange: (change: Partial<Plan>) => void
}

/** Where the file comes from, and how its text and dates are read. */
export function ReadingOptions({ plan, preview, sourceFault, onChange }: Props) {
  return (
    <div className={classes.fields}>
      <TextInput
        label="Source"
        description={sourceHints[plan.kind]}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        withAsterisk
        value={plan.source}
        error={sourceFault}
        onChange={(event) => onChange({ source: event.currentTarget.value })}
      />
      <Select
        label="Dates are written"
        placeholder="As found in the file"
        data={[...dateOrders]}
        value={plan.dateOrder}
        onChange={(dateOrder) => onChange({ dateOrder })}
        clearable
      />
      <Select
        label="A date without an hour is a day in"
        placeholder="The firm’s time zone"
        data={zones}
        value={plan.timeZone}
        onChange={(timeZone) => onChange({ timeZone })}
        searchable
        clearable
        limit={50}
      />
      <Select
        label="Encoding"
        placeholder={`Found: ${encodings[preview.encoding]}`}
        data={Object.entries(encodings).map(([value, label]) => ({ value, label }))}
        value={plan.encoding}
        onChange={(encoding) => onChange({ encoding: isEncoding(encoding) ? encoding : null })}
        clearable
      />
      <Select
        label="Columns are parted by"
        placeholder={`Found: ${delimiters[preview.delimiter]?.toLowerCase() ?? preview.delimiter}`}
        data={Object.entries(delimiters).map(([value, label]) => ({ value, label }))}
        value={plan.delimiter}
        onChange={(delimiter) => onChange({ delimiter })}
        clearable
      />
    </div>
  )
}
