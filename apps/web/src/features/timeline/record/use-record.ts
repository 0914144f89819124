import { useApolloClient } from '@apollo/client/react'
import { useEffect, useRef, useState } from 'react'
import { SaveCommunicationDocument, SaveFeedbackDocument, SaveNoteDocument, SaveOrderEventDocument } from '../../../generated/graphql'
import { toFailure, type Failure } from '../../../lib/failure'
import { onReconnected } from '../../../lib/live-state'
import { useSession } from '../../../lib/session'
import { useLatest } from '../../../lib/use-latest'
import type { ApolloClient } from '@apollo/client'
import type { Entry } from '../entry'
import type { Feeds } from '../use-feed'
import { inWords } from '../words'
import { pendingEntry, type Draft } from './draft'

export interface Recording {
  saving: boolean
  failed: Failure | null
  /** The server is out of reach: what was written is kept and sent when it is back. */
  waiting: boolean
  /** The fault of a field by its path in the input, for the field to tell. */
  faultOf: (path: string) => string | undefined
  /** The faults that no field has asked for, in words; for what is rendered after the fields. */
  otherFaults: () => string[]
  record: (draft: Draft) => Promise<void>
  /** What is to be done once it is saved; the form that asked last is heard. */
  onceSaved: (then: () => void) => void
}

/** Failures after which the same request may be sent again as it is. */
const passing: ReadonlySet<string> = new Set(['NETWORK', 'UNAVAILABLE', 'RATE_LIMITED'])

/**
 * Records a draft: it stands on the timeline at once, dashed, until the server answers. The same draft carries the same idempotency key
 * however often it is sent, so that a retry never doubles it; a changed draft gets a new one.
 */
export function useRecord({ feed, list }: Feeds, about: Entry | null, onSaved: (entry: Entry) => void): Recording {
  const client = useApolloClient()
  const { me } = useSession()
  const [state, setState] = useState<Pick<Recording, 'saving' | 'failed' | 'waiting'>>({ saving: false, failed: null, waiting: false })
  const then = useRef(() => {})
  const sent = useRef<{ shape: string; key: string; draft: Draft } | null>(null)

  const record = async (draft: Draft) => {
    const shape = JSON.stringify(draft)
    const key = sent.current?.shape === shape ? sent.current.key : crypto.randomUUID()
    sent.current = { shape, key, draft }
    const pending = pendingEntry(draft, key, { __typename: 'User', id: me.id, name: me.name }, about)
    feed.arrive(pending, true)
    list.arrive(pending)
    setState({ saving: true, failed: null, waiting: false })
    try {
      const entry = await send(client, draft, key)
      take(pending, entry)
      setState({ saving: false, failed: null, waiting: false })
      sent.current = null
      then.current()
      onSaved(entry)
    } catch (error) {
      const failed = toFailure(error)
      const waiting = passing.has(failed.code)
      if (!waiting) drop(pending)
      setState({ saving: false, failed, waiting })
    }
  }
  const drop = ({ id }: Entry) => {
    feed.withdraw(id)
    list.withdraw(id)
  }
  const take = (pending: Entry, entry: Entry) => {
    drop(pending)
    feed.arrive(entry, true)
    feed.see([entry.id])
    list.arrive(entry)
  }
  useSendWhenBack(state.waiting, () => sent.current && void record(sent.current.draft))
  const faults = new Map(state.failed?.fields.map(({ path, message }) => [path, message]))
  const told = new Set<string>()
  const faultOf = (path: string) => {
    told.add(path)
    return faults.get(path)
  }
  const otherFaults = () => [...faults].flatMap(([path, message]) => (told.has(path) ? [] : `${pathInWords(path)} ${message}`))
  return { ...state, faultOf, otherFaults, record, onceSaved: (next) => (then.current = next) }
}

/** "nextStep.dueAt" → "Next step due at". */
const pathInWords = (path: string): string => inWords(path.replace(/[A-Z]/g, '_$&').replaceAll('.', '_'))

function useSendWhenBack(waiting: boolean, sendNow: () => void) {
  const again = useLatest(sendNow)
  useEffect(() => {
    if (!waiting) return
    const stop = onReconnected(() => again())
    const online = () => again()
    window.addEventListener('online', online)
    return () => {
      stop()
      window.removeEventListener('online', online)
    }
  }, [waiting, again])
}

async function send(client: ApolloClient, draft: Draft, idempotencyKey: string): Promise<Entry> {
  switch (draft.kind) {
    case 'communication': {
      const { data } = await client.mutate({
        mutation: SaveCommunicationDocument,
        variables: { input: { ...draft.input, idempotencyKey } },
      })
      return required(data?.logCommunication)
    }
    case 'note': {
      const { data } = await client.mutate({ mutation: SaveNoteDocument, variables: { input: { ...draft.input, idempotencyKey } } })
      return required(data?.addNote)
    }
    case 'order': {
      const { data } = await client.mutate({ mutation: SaveOrderEventDocument, variables: { input: { ...draft.input, idempotencyKey } } })
      return required(data?.recordOrderEvent)
    }
    case 'feedback': {
      const { data } = await client.mutate({ mutation: SaveFeedbackDocument, variables: { input: { ...draft.input, idempotencyKey } } })
      return required(data?.recordFeedback)
    }
  }
}

function required(entry: Entry | null | undefined): Entry {
  if (!entry) throw new Error('The server answered without the entry')
  return entry
}
