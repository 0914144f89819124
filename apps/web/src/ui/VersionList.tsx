import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { enumLabel } from '../lib/labels'
import { RelativeTime } from './RelativeTime'
import classes from './VersionList.module.css'

interface Version {
  id: string
  version: number
  reason: string
  /** Whence it came where nobody made it. */
  source: string
  madeBy?: { name: string } | null
  madeAt: string
}

interface Props<One extends Version> {
  /** Newest first. */
  versions: readonly One[]
  /** Asks for the older ones; null where there are none. */
  onOlder: (() => void) | null
  /** What a version says, in small lines. */
  children: (version: One) => ReactNode
}

/** What was put in force by whom, newest first. */
export function VersionList<One extends Version>({ versions, onOlder, children }: Props<One>) {
  if (versions.length === 0) return null
  return (
    <section className={classes.versions} aria-labelledby="versions">
      <h2 id="versions">Versions</h2>
      <ul>
        {versions.map((one) => (
          <li key={one.id}>
            {one.version}: {one.reason} · {one.madeBy?.name ?? enumLabel(one.source)}, <RelativeTime at={one.madeAt} />
            {children(one)}
          </li>
        ))}
      </ul>
      {onOlder && (
        <Button variant="default" mt={12} onClick={onOlder}>
          Older versions
        </Button>
      )}
    </section>
  )
}
