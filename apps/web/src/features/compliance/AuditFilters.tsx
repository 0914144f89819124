import { Button, Checkbox, Menu, SegmentedControl, Select } from '@mantine/core'
import { IconDownload, IconX } from '@tabler/icons-react'
import { may, useSession } from '../../lib/session'
import { usePeople } from '../../lib/use-people'
import { PersonSelect } from '../../ui/PersonSelect'
import { actionWords } from './action-words'
import type { AuditState } from './audit-state'
import classes from './AuditTrail.module.css'
import { useAuditExport } from './use-audit'

interface Props {
  state: AuditState
  actions: readonly string[]
  onChange: (change: Partial<AuditState>) => void
}

const kinds = [{ value: '', label: 'All' }, { value: 'CHANGE', label: 'Changes' }, { value: 'READ', label: 'Reads' }]

/** Who, what, which kind, when; and what a link narrowed it to, to be taken back. */
export function AuditFilters({ state, actions, onChange }: Props) {
  const { me } = useSession()
  const people = usePeople({ withInactive: true })
  const narrowed = [
    { field: 'clientId', label: 'One client' },
    { field: 'subjectId', label: 'One record' },
    { field: 'requestId', label: 'One request' },
  ] as const
  return (
    <div className={classes.filters} role="group" aria-label="Filters">
      <PersonSelect label="Who" labelHidden people={people} placeholder="Anybody" value={state.actorId} onChange={(person) => onChange({ actorId: person?.id ?? null })} />
      <Select
        aria-label="Action"
        placeholder="Any action"
        data={actions.map((action) => ({ value: action, label: actionWords(action) }))}
        value={state.action}
        onChange={(action) => onChange({ action })}
        searchable
        clearable
        comboboxProps={{ withinPortal: false, shadow: 'md', width: 300, position: 'bottom-start' }}
      />
      <SegmentedControl aria-label="Kind" data={kinds} value={state.kind ?? ''} onChange={(kind) => onChange({ kind: kind === 'CHANGE' || kind === 'READ' ? kind : null })} />
      <span className={classes.days}>
        <input type="date" aria-label="From" value={state.from ?? ''} max={state.to ?? undefined} onChange={(event) => onChange({ from: event.currentTarget.value || null })} />
        to
        <input type="date" aria-label="To" value={state.to ?? ''} min={state.from ?? undefined} onChange={(event) => onChange({ to: event.currentTarget.value || null })} />
      </span>
      <Checkbox label="Late" checked={state.late} onChange={(event) => onChange({ late: event.currentTarget.checked })} title="Recorded a day or more after it happened" />
      {narrowed.map(({ field, label }) =>
        state[field] === null ? null : (
          <button key={field} type="button" className={classes.chip} title={`${label}: take back`} onClick={() => onChange({ [field]: null })}>
            {label}
            <IconX size={12} stroke={1.8} aria-hidden />
          </button>
        ),
      )}
      {may(me, 'audit:export') ? <ExportMenu state={state} /> : <span />}
    </div>
  )
}

function ExportMenu({ state }: { state: AuditState }) {
  const { busy, fetchFile } = useAuditExport(state)
  return (
    <Menu position="bottom-end" width={240} withinPortal>
      <Menu.Target>
        <Button variant="default" loading={busy} leftSection={<IconDownload size={14} stroke={1.7} />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => fetchFile('CSV')}>A table (CSV)</Menu.Item>
        <Menu.Item onClick={() => fetchFile('JSONL')}>To verify offline (JSONL)</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
