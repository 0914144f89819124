import { Button } from '@mantine/core'
import { Link } from 'react-router'
import { paths } from '../../lib/paths'
import classes from './OutOfReach.module.css'

/** Stands where a client was that is no longer, or never was, visible to this user. */
export function OutOfReach({ wasOpen }: { wasOpen: boolean }) {
  return (
    <div className={classes.note} role="alert">
      <h1>{wasOpen ? 'This client is no longer visible to you.' : 'There is no such client, or it is not visible to you.'}</h1>
      <p>
        {wasOpen
          ? 'It may have been handed over to someone else. Nothing that you recorded is lost.'
          : 'Ask its owner or a manager if you should see it.'}
      </p>
      <Button component={Link} to={paths.clients} variant="default">
        Back to clients
      </Button>
    </div>
  )
}
