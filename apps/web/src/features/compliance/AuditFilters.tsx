import { Button, Menu, SegmentedControl, Select } from '@mantine/core'
import { IconDownload, IconX } from '@tabler/icons-react'
import { may, useSession } from '../../lib/session'
import { usePeople } from '../../lib/use-people'
import { PersonSelect } from '../../ui/PersonSelect'
import { actionWords } from './action-words'
import { AuditMoreFilters } from './AuditMoreFilters'
import type { AuditState } from './audit-state'
import classes from './AuditTrail.module.css'
import { ClientSelect } from './ClientSelect'
import { DayInput } from './DayInput'
import { readKinds } from './read-words'
import { useAuditExport } from './use-audit'

interface Props {
  state: AuditState
  actions: readonly string[]
  onChange: (change: Partial<AuditState>) => void
}

const kinds = [{ value: '', label: 'All' }, { value: 'CHANGE', label: 'Changes' }, { value: 'READ', label: 'Reads' }]

/** Who, what, whose data, which kind, when; and what stands behind "More", to be taken back. */
export function AuditFilters({ state, actions, onChange }: Props) {
  const { me } = useSession()
  const people = usePeople({ withInactive: true, chosenId: state.actorId })
  const narrowed = [
    ...(state.reads === null ? [] : [{ label: readKinds[state.reads] ?? state.reads, back: { reads: null } }]),
    ...(state.subjectId === null ? [] : [{ label: 'One record', back: { subjectId: null } }]),
    ...(state.requestId === null ? [] : [{ label: 'One request', back: { requestId: null } }]),
    ...(state.late ? [{ label: 'Late', back: { late: false } }] : []),
  ]
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
      <div className={classes.client}>
        <ClientSelect label="Whose data" labelHidden placeholder="Any client" value={state.clientId} onChange={(clientId) => onChange({ clientId })} />
      </div>
      <SegmentedControl aria-label="Kind" data={kinds} value={state.kind ?? ''} onChange={(kind) => onChange({ kind: kind === 'CHANGE' || kind === 'READ' ? kind : null })} />
      <span className={classes.days}>
        <DayInput label="From" value={state.from} max={state.to} onChange={(from) => onChange({ from })} />
        to
        <DayInput label="To" value={state.to} min={state.from} onChange={(to) => onChange({ to })} />
      </span>
      <AuditMoreFilters state={state} onChange={onChange} />
      {narrowed.map(({ label, back }) => (
        <button key={label} type="button" className={classes.chip} title={`${label}: take back`} onClick={() => onChange(back)}>
          <span>{label}</span>
          <IconX size={12} stroke={1.8} aria-hidden />
        </button>
      ))}
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
