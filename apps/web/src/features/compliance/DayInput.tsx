import { useState } from 'react'
import { dayOf } from '../../lib/time'
import classes from './AuditTrail.module.css'

interface Props {
  label: string
  /** A calendar day of the reader, yyyy-mm-dd; null for none. So are the days between which it may be chosen. */
  value: string | null
  min?: string | null
  max?: string | null
  onChange: (day: string | null) => void
}

/** A day that has come, within a span; any other stays in the field, which says what is wrong with it. */
export function DayInput({ label, value, min = null, max = null, onChange }: Props) {
  const [refused, setRefused] = useState<string | null>(null)
  const today = dayOf(new Date())
  const faultOf = (day: string): string | null => {
    if (day > today) return 'This day has not come yet.'
    if (max !== null && day > max) return 'The first day is after the last one.'
    return min !== null && day !== '' && day < min ? 'The last day is before the first one.' : null
  }
  const change = (day: string) => {
    const isRefused = faultOf(day) !== null
    setRefused(isRefused ? day : null)
    if (!isRefused) onChange(day || null)
  }
  const fault = refused === null ? null : faultOf(refused)
  return (
    <span className={classes.day}>
      <input type="date" aria-label={label} aria-invalid={fault !== null} min={min ?? undefined} max={max ?? today} value={refused ?? value ?? ''} onChange={(event) => change(event.currentTarget.value)} />
      {fault && <span role="alert">{fault}</span>}
    </span>
  )
}
