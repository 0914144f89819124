import { useQuery } from '@apollo/client/react'
import { Button } from '@mantine/core'
import { RetentionVersionsDocument } from '../../generated/graphql'
import { enumLabel } from '../../lib/labels'
import { RelativeTime } from '../../ui/RelativeTime'
import { rulesWords } from './retention-draft'
import classes from './Retention.module.css'

/** Which rules were put in force by whom, newest first. */
export function RetentionVersions() {
  const { data, fetchMore } = useQuery(RetentionVersionsDocument, { variables: { first: 20 }, fetchPolicy: 'cache-and-network' })
  const page = data?.retentionVersions
  if (!page || page.nodes.length === 0) return null
  return (
    <section className={classes.versions} aria-labelledby="versions">
      <h2 id="versions">Versions</h2>
      <ul>
        {page.nodes.map(({ id, version, regime, years, reason, source, madeAt, madeBy }) => (
          <li key={id}>
            {version}: {reason} · {madeBy?.name ?? enumLabel(source)}, <RelativeTime at={madeAt} />
            <small>
              {regime}: {rulesWords({ regime, years })}
            </small>
          </li>
        ))}
      </ul>
      {page.pageInfo.hasNextPage && (
        <Button variant="default" mt={12} onClick={() => void fetchMore({ variables: { after: page.pageInfo.endCursor ?? null } })}>
          Older versions
        </Button>
      )}
    </section>
  )
}
