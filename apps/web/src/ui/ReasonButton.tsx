import { Button, Popover, TextInput } from '@mantine/core'
import { useState } from 'react'
import classes from './ConfirmButton.module.css'

interface Props {
  /** The deed, as the button says it: "Release". */
  label: string
  ariaLabel?: string
  /** What comes of it. */
  effect: string
  /** The button that does it: "Release hold". */
  confirm: string
  size?: 'compact-sm'
  busy: boolean
  /** How many characters the reason may have. */
  maxLength?: number
  /** @returns whether it was done. */
  onConfirm: (reason: string) => Promise<boolean>
}

/** A deed that is done with a reason: the button tells what comes of it, and asks why. */
export function ReasonButton({ label, ariaLabel, effect, confirm, size, busy, maxLength = 2_000, onConfirm }: Props) {
  const [opened, setOpened] = useState(false)
  const [reason, setReason] = useState('')
  const [isLacking, setLacking] = useState(false)
  const submit = async () => {
    setLacking(reason.trim() === '')
    if (reason.trim() !== '' && (await onConfirm(reason))) setOpened(false)
  }
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={300} trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" {...(size && { size })} onClick={() => setOpened(!opened)} {...(ariaLabel !== undefined && { 'aria-label': ariaLabel })}>
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={label}>
        <form
          className={classes.asked}
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            void submit()
          }}
        >
          <p>{effect}</p>
          <TextInput label="Why" required data-autofocus maxLength={maxLength} value={reason} onChange={(event) => setReason(event.currentTarget.value)} error={isLacking ? 'Say why.' : null} />
          <div className={classes.buttons}>
            <Button variant="default" onClick={() => setOpened(false)}>
              Cancel
            </Button>
            <Button type="submit" color="red" loading={busy}>
              {confirm}
            </Button>
          </div>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
