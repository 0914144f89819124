import { Checkbox } from '@mantine/core'
import { enumLabel } from '../lib/labels'
import classes from './CheckList.module.css'

interface Props<Value extends string> {
  label: string
  values: readonly Value[]
  chosen: readonly Value[]
  onChange: (chosen: Value[]) => void
}

/** Any number of an enum's values. */
export function CheckList<Value extends string>({ label, values, chosen, onChange }: Props<Value>) {
  const toggle = (value: Value) => onChange(values.filter((other) => (other === value) !== chosen.includes(other)))
  return (
    <fieldset className={classes.list}>
      <legend className="visually-hidden">{label}</legend>
      {values.map((value) => (
        <Checkbox
          key={value}
          classNames={{ body: classes.row ?? '', label: classes.label ?? '' }}
          checked={chosen.includes(value)}
          onChange={() => toggle(value)}
          label={enumLabel(value)}
        />
      ))}
    </fieldset>
  )
}
