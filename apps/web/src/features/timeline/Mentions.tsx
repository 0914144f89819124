import { MyMentionsDocument } from '../../generated/graphql'
import { toFailure } from '../../lib/failure'
import { useQuery } from '../../lib/use-query'
import classes from './DeskList.module.css'
import { DeskList } from './DeskList'

/** The notes that mention whoever is at the page. */
export function Mentions() {
  const { data, error, refetch, fetchMore } = useQuery(MyMentionsDocument, { variables: { first: 50 }, fetchPolicy: 'cache-and-network' })
  const page = data?.mentions
  return (
    <DeskList
      about="Notes in which a colleague mentions you, newest first."
      none="Nobody has mentioned you yet. A colleague does when writing a note."
      what="The list of mentions"
      items={page?.nodes}
      failed={error ? toFailure(error) : null}
      onRetry={() => void refetch()}
      onMore={page?.pageInfo.hasNextPage ? () => void fetchMore({ variables: { after: page.pageInfo.endCursor ?? null } }) : null}
      body={(item) =>
        item.__typename === 'Note' && (
          <>
            {item.about && <p className={classes.about}>About {item.about.title}</p>}
            <p className={classes.words}>{item.body}</p>
          </>
        )
      }
    />
  )
}
