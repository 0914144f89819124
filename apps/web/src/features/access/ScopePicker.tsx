import { Checkbox } from '@mantine/core'
import { enumLabel } from '../../lib/labels'
import { byThing } from './scopes'
import classes from './ScopePicker.module.css'

interface Props {
  /** All that can be chosen: what the person may do. */
  scopes: readonly string[]
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
  error: string | null
}

/** What a token is to be allowed, a line for each thing. */
export function ScopePicker({ scopes, chosen, onChange, error }: Props) {
  const toggle = (scope: string) => onChange(scopes.filter((other) => (other === scope) !== chosen.includes(other)))
  const all = chosen.length === scopes.length
  return (
    <fieldset className={classes.picker} aria-describedby={error ? 'scopes-error' : undefined}>
      <legend className={classes.legend}>
        What it may do
        <button type="button" className={classes.all} onClick={() => onChange(all ? [] : [...scopes])}>
          {all ? 'Nothing' : 'All that you may'}
        </button>
      </legend>
      {byThing(scopes).map(({ thing, scopes: held }) => (
        <div key={thing} className={classes.row} role="group" aria-label={enumLabel(thing)}>
          <span className={classes.thing}>{enumLabel(thing)}</span>
          <span className={classes.deeds}>
            {held.map(({ scope, deed }) => (
              <Checkbox key={scope} checked={chosen.includes(scope)} onChange={() => toggle(scope)} label={deed} title={scope} />
            ))}
          </span>
        </div>
      ))}
      {error && (
        <p id="scopes-error" className={classes.error}>
          {error}
        </p>
      )}
    </fieldset>
  )
}
