import { Button } from '@mantine/core'
import { useRouteError } from 'react-router'
import classes from '../ui/FailureNote.module.css'

const isOldBundle = (error: unknown) => error instanceof TypeError && /import|module/i.test(error.message)

/** What stands in place of a screen that broke: the frame lives on, and loading anew helps after an update. */
export function RouteFailure() {
  const error = useRouteError()
  return (
    <div className={classes.note} role="alert">
      <p className={classes.title}>{isOldBundle(error) ? 'This screen could not be fetched.' : 'This screen broke.'}</p>
      <p className={classes.advice}>Load the page again. Nothing that was saved is lost.</p>
      <Button variant="default" onClick={() => location.reload()}>
        Load again
      </Button>
    </div>
  )
}
