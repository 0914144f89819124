import { Button } from '@mantine/core'
import { Link } from 'react-router'
import { paths } from '../../lib/paths'
import classes from './OutOfReach.module.css'

const told = {
  never: ['There is no such client, or it is not visible to you.', 'Ask its owner or a manager if you should see it.'],
  cut: ['This client is no longer visible to you.', 'It may have been handed over to someone else. Nothing that you recorded is lost.'],
  restricted: ['You have restricted this client.', 'Compliance alone sees it from now on, and can lift the restriction. Nothing that was recorded is lost.'],
} as const

interface Props {
  /** It was never visible here, was until now, or was restricted from this page. */
  because: keyof typeof told
}

/** Stands where a client was that is no longer, or never was, visible to this user. */
export function OutOfReach({ because }: Props) {
  const [title, advice] = told[because]
  return (
    <div className={classes.note} role="alert">
      <h1>{title}</h1>
      <p>{advice}</p>
      <Button component={Link} to={paths.clients} variant="default">
        Back to clients
      </Button>
    </div>
  )
}
