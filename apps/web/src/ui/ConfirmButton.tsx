import { Button, Popover } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import classes from './ConfirmButton.module.css'

interface Props {
  /** The deed, as the button says it: "Revoke". */
  label: string
  /** What comes of it, in one sentence. */
  effect: string
  /** The button that does it: "Revoke token". */
  confirm: string
  disabled?: boolean
  ariaLabel?: string
  onConfirm: () => void
}

/** A deed that cannot be undone: the button tells what comes of it before it is done. */
export function ConfirmButton({ label, effect, confirm, disabled = false, ariaLabel, onConfirm }: Props) {
  const [opened, { toggle, close }] = useDisclosure(false)
  const sure = () => {
    close()
    onConfirm()
  }
  return (
    <Popover opened={opened} onChange={(next) => !next && close()} position="bottom-end" width={260} trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" disabled={disabled} onClick={toggle} {...(ariaLabel !== undefined && { 'aria-label': ariaLabel })}>
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.asked ?? ''} aria-label={label}>
        <p>{effect}</p>
        <div className={classes.buttons}>
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button color="red" onClick={sure}>
            {confirm}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
