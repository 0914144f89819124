import { Button } from '@mantine/core'
import { Link } from 'react-router'
import { usePageHead } from '../lib/page-head'
import { paths } from '../lib/paths'
import classes from '../ui/FailureNote.module.css'

/** An address that leads nowhere. */
export function NotFoundPage() {
  usePageHead([{ label: 'Not found' }])
  return (
    <div className={classes.note}>
      <h1 className={classes.title}>There is no page at this address.</h1>
      <p className={classes.advice}>Check the address, or go to your clients.</p>
      <Button component={Link} to={paths.clients} variant="default">
        Go to clients
      </Button>
    </div>
  )
}
