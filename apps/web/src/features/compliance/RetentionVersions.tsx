import { RetentionVersionsDocument } from '../../generated/graphql'
import { useQuery } from '../../lib/use-query'
import { VersionList } from '../../ui/VersionList'
import { rulesWords } from './retention-draft'

/** Which rules were put in force by whom, newest first. */
export function RetentionVersions() {
  const { data, fetchMore } = useQuery(RetentionVersionsDocument, { variables: { first: 20 }, fetchPolicy: 'cache-and-network' })
  if (!data) return null
  const { nodes, pageInfo } = data.retentionVersions
  return (
    <VersionList versions={nodes} onOlder={pageInfo.hasNextPage ? () => void fetchMore({ variables: { after: pageInfo.endCursor ?? null } }) : null}>
      {({ regime, years }) => (
        <small>
          {regime}: {rulesWords({ regime, years })}
        </small>
      )}
    </VersionList>
  )
}
