import { Button, Group, Select, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { EditLabel } from './EditLabel'
import { EditPopover } from './EditPopover'
import classes from './EditRows.module.css'
import { choices, codeIn, goalKinds, horizons } from './names'
import type { Profile } from './use-client'

const read = ({ goals }: Profile) =>
  (goals ?? []).map((goal) => ({
    id: goal.id as string | null,
    title: goal.title,
    kind: goal.kind,
    horizon: goal.horizon,
    commodity: goal.commodity ?? null,
    targetValue: goal.targetValue ?? '',
    currentValue: goal.currentValue ?? '',
    unit: goal.unit ?? '',
    notes: goal.notes ?? null,
    dueOn: goal.dueOn ?? '',
  }))
type Goal = ReturnType<typeof read>[number]

const orNull = (text: string) => (text.trim() === '' ? null : text.trim())
const write = (goals: Goal[]) => ({
  goals: goals.map(({ id, targetValue, currentValue, unit, dueOn, ...goal }) => ({
    ...goal,
    ...(id !== null && { id }),
    targetValue: orNull(targetValue),
    currentValue: orNull(currentValue),
    unit: orNull(unit),
    dueOn: orNull(dueOn),
  })),
})
const say = (goals: Goal[]) =>
  goals
    .map(({ title, currentValue, targetValue }) => (targetValue === '' ? title : `${title} (${currentValue || '0'} of ${targetValue})`))
    .join('; ')
const fresh: Goal = {
  id: null,
  title: '',
  kind: 'OTHER',
  horizon: 'MEDIUM_TERM',
  commodity: null,
  targetValue: '',
  currentValue: '',
  unit: '',
  notes: null,
  dueOn: '',
}

interface GoalsEditProps {
  profile: Profile
  refetch: () => Promise<Profile | null>
}

/** Edits what the client wants to reach. */
export function GoalsEdit(props: GoalsEditProps) {
  return (
    <EditPopover
      {...props}
      label="Goals"
      read={read}
      write={write}
      say={say}
      width={380}
      target={<EditLabel text={(props.profile.goals?.length ?? 0) > 1 ? `Goals ${props.profile.goals?.length}` : 'Goals'} />}
    >
      {({ value, set, edit }) => (
        <>
          {value.map((goal, index) => (
            <GoalRow
              key={goal.id ?? `new ${index}`}
              goal={goal}
              fault={(field) => edit.faultOf(`goals[${index}].${field}`) ?? edit.faultOf(`goals.${index}.${field}`)}
              onChange={(next) => set(value.map((other, at) => (at === index ? next : other)))}
              onRemove={() => set(value.filter((_, at) => at !== index))}
            />
          ))}
          <div className={classes.adders}>
            <Button variant="default" onClick={() => set([...value, fresh])}>
              Add goal
            </Button>
          </div>
        </>
      )}
    </EditPopover>
  )
}

interface GoalRowProps {
  goal: Goal
  fault: (field: string) => string | undefined
  onChange: (goal: Goal) => void
  onRemove: () => void
}

function GoalRow({ goal, fault, onChange, onRemove }: GoalRowProps) {
  const text = (field: 'title' | 'targetValue' | 'currentValue' | 'unit' | 'dueOn') => ({
    value: goal[field],
    error: fault(field),
    onChange: (event: { currentTarget: { value: string } }) => onChange({ ...goal, [field]: event.currentTarget.value }),
  })
  return (
    <div className={classes.goal}>
      <div className={classes.row}>
        <TextInput className={classes.grow ?? ''} aria-label="Goal" placeholder="Hedge 40 % of the harvest" {...text('title')} />
        <button type="button" className={classes.remove} aria-label={`Remove goal ${goal.title}`} onClick={onRemove}>
          <IconTrash size={14} stroke={1.6} />
        </button>
      </div>
      <Group grow align="start" gap={6}>
        <TextInput label="Now" inputMode="decimal" {...text('currentValue')} />
        <TextInput label="Target" inputMode="decimal" {...text('targetValue')} />
        <TextInput label="Unit" {...text('unit')} />
      </Group>
      <Group grow align="start" gap={6}>
        <Select
          label="Kind"
          data={choices(goalKinds)}
          value={goal.kind}
          comboboxProps={{ withinPortal: false }}
          onChange={(next) => onChange({ ...goal, kind: codeIn(goalKinds, next) ?? goal.kind })}
        />
        <Select
          label="Horizon"
          data={choices(horizons)}
          value={goal.horizon}
          comboboxProps={{ withinPortal: false }}
          onChange={(next) => onChange({ ...goal, horizon: codeIn(horizons, next) ?? goal.horizon })}
        />
        <TextInput type="date" label="By" {...text('dueOn')} />
      </Group>
    </div>
  )
}
