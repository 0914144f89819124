import { useId } from 'react'
import { enumLabel } from '../lib/labels'
import classes from './CheckList.module.css'

interface Props<Value extends string> {
  label: string
  values: readonly Value[]
  chosen: Value | null
  onChange: (chosen: Value) => void
}

/** One of an enum's values. */
export function RadioList<Value extends string>({ label, values, chosen, onChange }: Props<Value>) {
  const name = useId()
  return (
    <fieldset className={classes.list}>
      <legend className="visually-hidden">{label}</legend>
      {values.map((value) => (
        <label key={value} className={classes.radio}>
          <input type="radio" name={name} checked={value === chosen} onChange={() => onChange(value)} />
          {enumLabel(value)}
        </label>
      ))}
    </fieldset>
  )
}
