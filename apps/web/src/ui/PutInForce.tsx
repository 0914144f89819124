import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { plural } from '../lib/number'
import classes from './PutInForce.module.css'

interface Props {
  /** How many changes there are. */
  changed: number
  busy: boolean
  onUndo: () => void
  onPut: (reason: string) => void
}

/** Changes that were made on the page, put in force together with a reason, or undone. */
export function PutInForce({ changed, busy, onUndo, onPut }: Props) {
  const [reason, setReason] = useState('')
  const isUnsaid = reason.trim() === ''
  return (
    <form
      className={classes.save}
      onSubmit={(event) => {
        event.preventDefault()
        onPut(reason)
      }}
    >
      <TextInput aria-label="Why" placeholder="Why" required maxLength={500} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      <Button variant="default" onClick={onUndo}>
        Undo
      </Button>
      <Button type="submit" loading={busy} disabled={isUnsaid} {...(isUnsaid && { title: 'Say why first.' })}>
        {`Put ${plural(changed, 'change')} in force`}
      </Button>
    </form>
  )
}
