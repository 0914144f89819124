import { Select, TextInput } from '@mantine/core'
import type { ChangeEvent } from 'react'
import { CommodityCodesDocument } from '../../generated/graphql'
import { enumLabel } from '../../lib/labels'
import { useQuery } from '../../lib/use-query'
import classes from './Import.module.css'
import type { ImportField } from './import-field'
import { fieldsToDefault, type Plan } from './plan'

interface FieldProps {
  field: ImportField
  value: string
  onChange: (value: string) => void
}

const hints: Readonly<Record<string, string>> = {
  ownerEmail: 'name@example.com',
  tags: 'high-value; hedger',
  'contact.addresses.country': 'GB or United Kingdom',
  'communicationPreferences.language': 'en-GB',
  'communicationPreferences.timeZone': 'Europe/London',
  'communicationPreferences.channels': 'EMAIL; CALL',
  unit: 'LOT',
  currency: 'USD',
  exchange: 'CBOT',
  priceUnit: 'USc/bu',
}

const textOf = (event: ChangeEvent<HTMLInputElement>) => event.currentTarget.value

function DefaultField({ field, value, onChange }: FieldProps) {
  if (field.name === 'commodity') return <CommodityField field={field} value={value} onChange={onChange} />
  if (field.values) {
    const data = field.values.map((each) => ({ value: each, label: enumLabel(each) }))
    const choose = (next: string | null) => onChange(next ?? '')
    return <Select label={field.label} data={data} value={value || null} onChange={choose} placeholder="None" clearable />
  }
  const hint = hints[field.name] ?? ''
  return <TextInput label={field.label} value={value} placeholder={hint} onChange={(event) => onChange(textOf(event))} />
}

/** The firm's own list of commodities; the code by hand where it does not load. */
function CommodityField({ field, value, onChange }: FieldProps) {
  const { data } = useQuery(CommodityCodesDocument)
  const commodities = data?.commodities?.map(({ code, name }) => ({ value: code, label: `${name} (${code})` })) ?? []
  if (commodities.length === 0) {
    return <TextInput label={field.label} value={value} placeholder="WHEAT" onChange={(event) => onChange(textOf(event))} />
  }
  const choose = (next: string | null) => onChange(next ?? '')
  return <Select label={field.label} data={commodities} value={value || null} onChange={choose} placeholder="None" searchable clearable />
}

/** One value for all rows, where the file has no column for it. */
export function DefaultFields({ plan, onChange }: { plan: Plan; onChange: (defaults: Plan['defaults']) => void }) {
  return (
    <div className={classes.fields}>
      {fieldsToDefault(plan).map((field) => (
        <DefaultField
          key={field.name}
          field={field}
          value={plan.defaults[field.name] ?? ''}
          onChange={(value) => onChange({ ...plan.defaults, [field.name]: value })}
        />
      ))}
    </div>
  )
}
