import { Button, Checkbox, Popover, Select, TextInput } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import type { AuditState } from './audit-state'
import classes from './AuditTrail.module.css'
import { readKinds } from './read-words'

interface Props {
  state: AuditState
  onChange: (change: Partial<AuditState>) => void
}

const kindsOfData = Object.entries(readKinds).map(([value, label]) => ({ value, label }))

/** What is asked for more rarely: the kind of data that was read, one record, one request, what came late. */
export function AuditMoreFilters({ state, onChange }: Props) {
  return (
    <Popover position="bottom-start" width={320} trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" rightSection={<IconChevronDown size={12} stroke={2} aria-hidden />}>
          More
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.more ?? ''}>
        <Select
          label="Kind of data read"
          placeholder="Any kind"
          data={kindsOfData}
          value={state.reads}
          onChange={(reads) => onChange({ reads })}
          searchable
          clearable
          openOnFocus={false}
          comboboxProps={{ withinPortal: false, shadow: 'md' }}
        />
        <IdField key={`record ${state.subjectId}`} label="Record" hint="The id of a client, a user, a note, a hold" value={state.subjectId} onChange={(subjectId) => onChange({ subjectId })} />
        <IdField key={`request ${state.requestId}`} label="Request" hint="The id that an error message quotes" value={state.requestId} onChange={(requestId) => onChange({ requestId })} />
        <Checkbox label="Recorded a day or more after it happened" checked={state.late} onChange={(event) => onChange({ late: event.currentTarget.checked })} />
      </Popover.Dropdown>
    </Popover>
  )
}

/** An id that is pasted: it is asked for once it is whole, by Enter or by leaving the field. */
function IdField({ label, hint, value, onChange }: { label: string; hint: string; value: string | null; onChange: (id: string | null) => void }) {
  const [text, setText] = useState(value ?? '')
  const send = () => onChange(text.trim() || null)
  return (
    <TextInput
      label={label}
      placeholder={hint}
      maxLength={200}
      autoComplete="off"
      spellCheck={false}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={send}
      onKeyDown={(event) => event.key === 'Enter' && send()}
    />
  )
}
