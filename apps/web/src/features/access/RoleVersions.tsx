import { useQuery } from '@apollo/client/react'
import { Button } from '@mantine/core'
import { FirmRoleVersionsDocument } from '../../generated/graphql'
import { enumLabel } from '../../lib/labels'
import { RelativeTime } from '../../ui/RelativeTime'
import { reachWords } from './RoleRow'
import classes from './Roles.module.css'

/** What was changed of the roles by whom, newest first. */
export function RoleVersions() {
  const { data, fetchMore } = useQuery(FirmRoleVersionsDocument, { variables: { first: 20 }, fetchPolicy: 'cache-and-network' })
  const page = data?.roleVersions
  if (!page || page.nodes.length === 0) return null
  return (
    <section className={classes.versions} aria-labelledby="versions">
      <h2 id="versions">Versions</h2>
      <ul>
        {page.nodes.map(({ id, version, reason, madeAt, madeBy, source, changes }) => (
          <li key={id}>
            {version}: {reason} · {madeBy?.name ?? enumLabel(source)}, <RelativeTime at={madeAt} />
            {changes.map(({ role, permission, before, after }) => (
              <small key={`${role} ${permission}`}>
                {enumLabel(role)} {permission}: {reachWords(before)} → {reachWords(after)}
              </small>
            ))}
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
