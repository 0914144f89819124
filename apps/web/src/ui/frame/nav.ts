import type { IconUsers } from '@tabler/icons-react'

/** One of the places that the rail leads to, on a phone the menu. */
export interface Place {
  to: string
  label: string
  Icon: typeof IconUsers
  /** Lead there from anywhere. */
  keys: string
}
