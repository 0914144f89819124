import { useMutation } from '@apollo/client/react'
import { Button, Textarea } from '@mantine/core'
import { useEffect, useRef, type ChangeEvent, type KeyboardEvent } from 'react'
import { useParams } from 'react-router'
import { EntryThreadDocument, SaveNoteDocument } from '../../generated/graphql'
import { may, useSession } from '../../lib/session'
import { useAttempt } from '../../lib/use-attempt'
import { useQuery } from '../../lib/use-query'
import { Initials } from '../../ui/Initials'
import { RelativeTime } from '../../ui/RelativeTime'
import type { Entry } from './entry'
import { isPending } from './pending'
import { useDraft } from './record/drafts'
import classes from './Thread.module.css'

interface Props {
  entry: Entry
  /** Of the client whose page it is. */
  entries: ReadonlyMap<string, Entry>
}

/** How many of the entries at hand are about one; more of them, and the thread is read again. */
const repliesAtHand = (entries: ReadonlyMap<string, Entry>, id: string) => [...entries.values()].filter((one) => one.__typename === 'Note' && one.about?.id === id).length

/** What was written about an entry, the oldest first, and a line to write more. */
export function Thread({ entry, entries }: Props) {
  const { id: clientId = '' } = useParams()
  const { me } = useSession()
  const { data, refetch, fetchMore } = useQuery(EntryThreadDocument, { variables: { id: entry.id, first: 50 }, skip: isPending(entry), fetchPolicy: 'cache-and-network' })
  const atHand = repliesAtHand(entries, entry.id)
  const seen = useRef(atHand)
  useEffect(() => {
    if (seen.current !== atHand) void refetch()
    seen.current = atHand
  }, [atHand, refetch])
  const replies = data?.thread?.nodes ?? []
  const more = data?.thread?.pageInfo.hasNextPage === true ? data.thread.pageInfo.endCursor : null
  const mayReply = may(me, 'interactions:write') && !isPending(entry)
  if (replies.length === 0 && !mayReply) return null
  return (
    <section className={classes.thread} aria-label="Thread">
      {replies.length > 0 && (
        <ol className={classes.replies}>
          {replies.map((reply) => (
            <li key={reply.id}>
              <p className={classes.who}>
                {reply.author && <Initials name={reply.author.name} size={16} />} <b>{reply.author?.name ?? 'Somebody'}</b> <RelativeTime at={reply.occurredAt} />
                {reply.__typename === 'Note' && reply.visibility !== 'ALL' && <span className={classes.mark}>{reply.visibility === 'TEAM' ? 'team' : 'private'}</span>}
              </p>
              <p className={classes.words}>{reply.revised?.retracted ? <i>Taken back</i> : 'body' in reply ? reply.body : ''}</p>
            </li>
          ))}
        </ol>
      )}
      {more && (
        <Button variant="default" size="compact-sm" onClick={() => void fetchMore({ variables: { after: more } })}>
          Later ones
        </Button>
      )}
      {mayReply && <Reply key={entry.id} entry={entry} clientId={entry.client?.id ?? clientId} onSent={() => void refetch()} />}
    </section>
  )
}

function Reply({ entry, clientId, onSent }: { entry: Entry; clientId: string; onSent: () => void }) {
  const { value, change, clear } = useDraft({ clientId, form: 'reply', about: entry.id }, () => ({ body: '', idempotencyKey: '' }))
  const { body } = value
  const { busy, attempt } = useAttempt()
  const [save] = useMutation(SaveNoteDocument)
  // What is said of a note that not all may read is for the same people.
  const visibility = entry.__typename === 'Note' ? entry.visibility : 'ALL'
  const mentionIds = entry.__typename === 'Note' && visibility !== 'ALL' ? [...entry.mentions.map(({ id }) => id), ...(entry.author ? [entry.author.id] : [])] : []
  const send = async () => {
    if (body.trim() === '' || busy) return
    const failed = await attempt(() => save({ variables: { input: { clientId, aboutId: entry.id, visibility, mentionIds, ...value, body: body.trim() } } }), 'Reply added')
    if (failed) return
    clear()
    onSent()
  }
  // The same words carry the same key, however often they are sent; other words another.
  const write = (event: ChangeEvent<HTMLTextAreaElement>) => change({ body: event.currentTarget.value, idempotencyKey: crypto.randomUUID() })
  const byKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    void send()
  }
  return (
    <form
      className={classes.reply}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <Textarea aria-label="Reply" placeholder="Reply" autosize minRows={1} maxRows={8} maxLength={100_000} readOnly={busy} value={body} onChange={write} onKeyDown={byKey} />
      {body.trim() !== '' && (
        <Button type="submit" size="compact-sm" loading={busy}>
          Send
        </Button>
      )}
    </form>
  )
}
