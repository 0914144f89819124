import { Group, NumberInput, Select, TextInput } from '@mantine/core'
import { EditLabel } from './EditLabel'
import { EditPopover } from './EditPopover'
import { choices, codeIn, horizons, inWords, tolerances } from './names'
import type { Profile } from './use-client'

interface Risk {
  tolerance: (typeof tolerances)[number] | null
  score: number | null
  horizon: (typeof horizons)[number] | null
  assessedOn: string | null
}

const read = ({ risk }: Profile): Risk => ({
  tolerance: risk?.tolerance ?? null,
  score: risk?.score ?? null,
  horizon: risk?.horizon ?? null,
  assessedOn: risk?.assessedOn ?? null,
})
const say = ({ tolerance, score, horizon, assessedOn }: Risk) =>
  [tolerance && inWords(tolerance), score === null ? null : `score ${score}`, horizon && inWords(horizon).toLowerCase(), assessedOn]
    .filter(Boolean)
    .join(', ')
const write = ({ tolerance, ...rest }: Risk) => ({ risk: tolerance && { tolerance, ...rest } })

interface RiskEditProps {
  profile: Profile
  refetch: () => Promise<Profile | null>
}

/** Edits the risk profile; without a tolerance there is none. */
export function RiskEdit(props: RiskEditProps) {
  return (
    <EditPopover {...props} label="Risk" read={read} write={write} say={say} target={<EditLabel text="Risk" />}>
      {({ value, set, edit }) => (
        <>
          <Select
            label="Tolerance"
            data-autofocus
            clearable
            data={choices(tolerances)}
            value={value.tolerance}
            comboboxProps={{ withinPortal: false }}
            error={edit.faultOf('tolerance')}
            onChange={(next) => set({ ...value, tolerance: codeIn(tolerances, next) })}
          />
          <Group grow>
            <NumberInput
              size="xs"
              label="Score"
              min={0}
              max={100}
              allowDecimal={false}
              value={value.score ?? ''}
              error={edit.faultOf('score')}
              onChange={(next) => set({ ...value, score: typeof next === 'number' ? next : null })}
            />
            <TextInput
              type="date"
              label="Assessed on"
              value={value.assessedOn ?? ''}
              error={edit.faultOf('assessedOn')}
              onChange={(event) => set({ ...value, assessedOn: event.currentTarget.value || null })}
            />
          </Group>
          <Select
            label="Horizon"
            clearable
            data={choices(horizons)}
            value={value.horizon}
            comboboxProps={{ withinPortal: false }}
            error={edit.faultOf('horizon')}
            onChange={(next) => set({ ...value, horizon: codeIn(horizons, next) })}
          />
        </>
      )}
    </EditPopover>
  )
}
