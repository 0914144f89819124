import { Button, Select, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { EditLabel } from './EditLabel'
import { EditPopover } from './EditPopover'
import classes from './EditRows.module.css'
import { choices, codeIn, labels } from './names'
import type { Profile } from './use-client'

type Label = (typeof labels)[number]
interface Way {
  kind: 'phones' | 'emails'
  value: string
  label: Label
  primary: boolean
}

const read = ({ contact }: Profile): Way[] => [
  ...(contact?.phones ?? []).map(({ number, label, primary }): Way => ({ kind: 'phones', value: number, label, primary })),
  ...(contact?.emails ?? []).map(({ address, label, primary }): Way => ({ kind: 'emails', value: address, label, primary })),
]

const say = (ways: Way[]) => ways.map(({ value }) => value).join(', ')

/** Phones and emails replace the old ones; the addresses are handed back as they were, since the whole contact is replaced. */
const writeWith =
  ({ contact }: Profile) =>
  (ways: Way[]) => ({
    contact: {
      phones: ways
        .filter(({ kind, value }) => kind === 'phones' && value !== '')
        .map(({ value, label, primary }) => ({ number: value, label, primary })),
      emails: ways
        .filter(({ kind, value }) => kind === 'emails' && value !== '')
        .map(({ value, label, primary }) => ({ address: value, label, primary })),
      addresses: (contact?.addresses ?? []).map(({ label, lines, city, region, postalCode, country }) => ({
        label,
        lines,
        city: city ?? null,
        region: region ?? null,
        postalCode: postalCode ?? null,
        country,
      })),
    },
  })

interface ContactEditProps {
  profile: Profile
  refetch: () => Promise<Profile | null>
}

/** Edits the ways to reach the client. */
export function ContactEdit(props: ContactEditProps) {
  return (
    <EditPopover
      {...props}
      label="Contact"
      read={read}
      write={writeWith(props.profile)}
      say={say}
      width={380}
      target={<EditLabel text="Contact" />}
    >
      {({ value, set, edit }) => {
        const change = (at: number, part: Partial<Way>) => set(value.map((way, index) => (index === at ? { ...way, ...part } : way)))
        const faultAt = (at: number) => {
          const way = value[at]
          if (!way) return undefined
          const index = value.slice(0, at).filter(({ kind }) => kind === way.kind).length
          return (
            edit.faultOf(`contact.${way.kind}[${index}].${way.kind === 'phones' ? 'number' : 'address'}`) ??
            edit.faultOf(`contact.${way.kind}.${index}.${way.kind === 'phones' ? 'number' : 'address'}`)
          )
        }
        return (
          <>
            {value.map((way, index) => (
              <div key={`${way.kind} ${index}`} className={classes.row}>
                <TextInput
                  className={classes.grow ?? ''}
                  type={way.kind === 'phones' ? 'tel' : 'email'}
                  aria-label={way.kind === 'phones' ? 'Phone' : 'Email'}
                  value={way.value}
                  error={faultAt(index)}
                  onChange={(event) => change(index, { value: event.currentTarget.value })}
                />
                <Select
                  w={92}
                  aria-label="Kind"
                  data={choices(labels)}
                  value={way.label}
                  comboboxProps={{ withinPortal: false }}
                  onChange={(next) => change(index, { label: codeIn(labels, next) ?? way.label })}
                />
                <button
                  type="button"
                  className={classes.remove}
                  aria-label={`Remove ${way.value || 'this line'}`}
                  onClick={() => set(value.filter((_, other) => other !== index))}
                >
                  <IconTrash size={14} stroke={1.6} />
                </button>
              </div>
            ))}
            <div className={classes.adders}>
              <Button
                variant="default"
                onClick={() =>
                  set([...value, { kind: 'phones', value: '', label: 'WORK', primary: !value.some(({ kind }) => kind === 'phones') }])
                }
              >
                Add phone
              </Button>
              <Button
                variant="default"
                onClick={() =>
                  set([...value, { kind: 'emails', value: '', label: 'WORK', primary: !value.some(({ kind }) => kind === 'emails') }])
                }
              >
                Add email
              </Button>
            </div>
          </>
        )
      }}
    </EditPopover>
  )
}
