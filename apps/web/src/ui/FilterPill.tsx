import { Button, Popover } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChevronDown } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './FilterPill.module.css'

interface Props {
  /** What it filters by, as a noun: "Stage". */
  label: string
  /** What is chosen, in words; null when it does not filter. */
  chosen: string | null
  onClear: () => void
  width?: number
  children: ReactNode
}

/** A filter that says what it is set to, and opens to be changed. */
export function FilterPill({ label, chosen, onClear, width = 220, children }: Props) {
  const [opened, { toggle, close }] = useDisclosure(false)
  return (
    <Popover opened={opened} onChange={(open) => !open && close()} position="bottom-start" width={width} trapFocus returnFocus>
      <Popover.Target>
        <Button
          className={classes.pill ?? ''}
          variant="default"
          onClick={toggle}
          data-on={chosen !== null || undefined}
          rightSection={<IconChevronDown size={12} stroke={2} aria-hidden />}
        >
          {chosen === null ? label : <Chosen label={label} chosen={chosen} />}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown ?? ''} aria-label={label}>
        {children}
        {chosen !== null && (
          <Button variant="subtle" fullWidth mt={4} onClick={onClear}>
            Clear
          </Button>
        )}
      </Popover.Dropdown>
    </Popover>
  )
}

function Chosen({ label, chosen }: { label: string; chosen: string }) {
  return (
    <span className={classes.chosen}>
      <span className={classes.label}>{label}</span>
      <span className={classes.value} title={chosen}>
        {chosen}
      </span>
    </span>
  )
}
