import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { DeskItemFragment } from '../../generated/graphql'
import type { Failure } from '../../lib/failure'
import { paths } from '../../lib/paths'
import { FailureNote } from '../../ui/FailureNote'
import { GreyRows } from '../../ui/GreyRows'
import { Initials } from '../../ui/Initials'
import listing from '../../ui/Listing.module.css'
import { RelativeTime } from '../../ui/RelativeTime'
import { instantOf } from './entry'
import classes from './DeskList.module.css'

interface Props {
  /** What it is, in a sentence. */
  about: string
  /** Said where there is nothing. */
  none: string
  what: string
  items: readonly DeskItemFragment[] | undefined
  failed: Failure | null
  onRetry: () => void
  onMore: (() => void) | null
  body: (item: DeskItemFragment) => ReactNode
}

const halfADay = 12 * 3_600_000
const minute = (at: number) => `${new Date(at).toISOString().slice(0, 16)}Z`

/** The day on the client's timeline on which something happened. */
function placeOf(item: DeskItemFragment): string {
  const at = instantOf(item)
  return `${paths.client(item.client?.id ?? '')}?${new URLSearchParams({ from: minute(at - halfADay), to: minute(at + halfADay) }).toString()}`
}

/** Things of several clients that wait for whoever is at the page. */
export function DeskList({ about, none, what, items, failed, onRetry, onMore, body }: Props) {
  if (failed && !items) return <FailureNote failed={failed} what={what} onRetry={onRetry} />
  if (!items) return <GreyRows label={what.toLowerCase()} rows={4} height={64} />
  return (
    <>
      <div className={listing.bar}>
        <p>{about}</p>
      </div>
      {items.length === 0 && <p className={listing.none}>{none}</p>}
      <ul>
        {items.map((item) => (
          <li key={item.id} className={classes.item}>
            <p className={classes.head}>
              <Link to={placeOf(item)}>{item.client?.displayName ?? 'A client'}</Link>
              {item.author && (
                <span>
                  <Initials name={item.author.name} size={16} /> {item.author.name}
                </span>
              )}
              <RelativeTime at={item.occurredAt} />
            </p>
            {body(item)}
          </li>
        ))}
      </ul>
      {onMore && (
        <Button m={12} variant="default" onClick={onMore}>
          More
        </Button>
      )}
    </>
  )
}
