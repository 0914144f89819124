import { Button } from '@mantine/core'
import { explained, type Failure } from '../../lib/failure'
import classes from './ClientTable.module.css'

/** Stands below the last row where the next page did not come. */
export function MoreRows({ failed, onRetry }: { failed: Failure; onRetry: () => void }) {
  return (
    <p className={classes.tail} role="alert">
      {explained(failed, 'The rest of the list').title}
      <Button variant="default" onClick={onRetry}>
        Try again
      </Button>
    </p>
  )
}
