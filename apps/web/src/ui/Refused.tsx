import type { ReactNode } from 'react'
import classes from './Refused.module.css'

/** Why what a form asked for was not done. */
export function Refused({ children }: { children: ReactNode }) {
  return (
    <div className={classes.refused} role="alert">
      {children}
    </div>
  )
}
