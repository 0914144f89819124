import { Button } from '@mantine/core'
import { explained, type Failure } from '../lib/failure'
import classes from './FailureNote.module.css'

interface Props {
  failed: Failure
  /** The thing that failed, as a noun with its article: "The client list". */
  what: string
  onRetry?: () => void
}

/** A failure in the pane that failed: what happened, what to do, and the way to try again. The rest of the page lives on. */
export function FailureNote({ failed, what, onRetry }: Props) {
  const { title, advice } = explained(failed, what)
  return (
    <div className={classes.note} role="alert">
      <p className={classes.title}>{title}</p>
      <p className={classes.advice}>{advice}</p>
      {onRetry && (
        <Button variant="default" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  )
}
