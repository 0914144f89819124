import { useMutation } from '@apollo/client/react'
import { useParams } from 'react-router'
import { PinEntryDocument, PinnedEntriesDocument, UnpinEntryDocument } from '../../generated/graphql'
import { may, type Me } from '../../lib/session'
import { useAttempt } from '../../lib/use-attempt'
import { useQuery } from '../../lib/use-query'
import { isRecorded, type Entry } from './entry'

/** Whether this person may pin an entry; what other modules tell of cannot be. */
export const mayPin = (me: Me, entry: Entry): boolean => may(me, 'interactions:write') && isRecorded(entry)

interface Pins {
  pinned: readonly Entry[]
  busy: boolean
  isPinned: (entry: Entry) => boolean
  toggle: (entry: Entry) => void
}

const none: readonly Entry[] = []

/** What is pinned of the client whose page it is, and the way to pin more. */
export function usePins(): Pins {
  const { id: clientId = '' } = useParams()
  const { data } = useQuery(PinnedEntriesDocument, { variables: { clientId }, skip: clientId === '' })
  const refetchQueries = [PinnedEntriesDocument]
  const [pin] = useMutation(PinEntryDocument, { refetchQueries, awaitRefetchQueries: true })
  const [unpin] = useMutation(UnpinEntryDocument, { refetchQueries, awaitRefetchQueries: true })
  const { busy, attempt } = useAttempt()
  const pinned = data?.client?.pinned ?? none
  const isPinned = ({ id }: Entry) => pinned.some((one) => one.id === id)
  return {
    pinned,
    busy,
    isPinned,
    toggle: (entry) => void attempt(() => (isPinned(entry) ? unpin : pin)({ variables: { input: { id: entry.id } } }), isPinned(entry) ? 'No longer pinned' : 'Pinned'),
  }
}
