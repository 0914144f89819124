import { FirmRoleVersionsDocument } from '../../generated/graphql'
import { enumLabel } from '../../lib/labels'
import { useQuery } from '../../lib/use-query'
import { VersionList } from '../../ui/VersionList'
import { reachWords } from './RoleRow'

/** What was changed of the roles by whom, newest first. */
export function RoleVersions() {
  const { data, fetchMore } = useQuery(FirmRoleVersionsDocument, { variables: { first: 20 }, fetchPolicy: 'cache-and-network' })
  if (!data) return null
  const { nodes, pageInfo } = data.roleVersions
  return (
    <VersionList versions={nodes} onOlder={pageInfo.hasNextPage ? () => void fetchMore({ variables: { after: pageInfo.endCursor ?? null } }) : null}>
      {({ changes }) =>
        changes.map(({ role, permission, before, after }) => (
          <small key={`${role} ${permission}`}>
            {enumLabel(role)} {permission}: {reachWords(before)} → {reachWords(after)}
          </small>
        ))
      }
    </VersionList>
  )
}
