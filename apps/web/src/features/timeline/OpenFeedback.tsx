import { OpenFeedbackDocument } from '../../generated/graphql'
import { toFailure } from '../../lib/failure'
import { useQuery } from '../../lib/use-query'
import { DeskList } from './DeskList'
import { FeedbackBody } from './FeedbackBody'

/** What clients said and the firm has not yet resolved. */
export function OpenFeedback() {
  const { data, error, refetch, fetchMore } = useQuery(OpenFeedbackDocument, { variables: { first: 50 }, fetchPolicy: 'cache-and-network' })
  const page = data?.interactions
  return (
    <DeskList
      about="What clients said that is not resolved yet, the oldest first."
      none="All that clients said is resolved."
      what="The list of feedback"
      items={page?.nodes}
      failed={error ? toFailure(error) : null}
      onRetry={() => void refetch()}
      onMore={page?.pageInfo.hasNextPage ? () => void fetchMore({ variables: { after: page.pageInfo.endCursor ?? null } }) : null}
      body={(item) => item.__typename === 'Feedback' && <FeedbackBody entry={item} />}
    />
  )
}
