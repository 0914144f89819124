import { Button } from '@mantine/core'
import type { ComponentProps, ReactNode } from 'react'
import classes from './DrawerForm.module.css'
import { Refused } from './Refused'

interface Props {
  /** Why it was refused; null as long as it was not. */
  refused: string | null
  /** What the button that sends it says: "Lend". */
  send: string
  busy: boolean
  onSubmit: NonNullable<ComponentProps<'form'>['onSubmit']>
  onCancel: () => void
  /** Its fields. */
  children: ReactNode
}

/** A form that fills a drawer: why it was refused, its fields, and the buttons that leave it or send it. */
export function DrawerForm({ refused, send, busy, onSubmit, onCancel, children }: Props) {
  return (
    <form className={classes.form} onSubmit={onSubmit} noValidate>
      {refused && <Refused>{refused}</Refused>}
      {children}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" loading={busy}>
          {send}
        </Button>
      </div>
    </form>
  )
}
