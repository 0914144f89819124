import { useMutation } from '@apollo/client/react'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useState, type FormEvent } from 'react'
import { TagClientsDocument } from '../../generated/graphql'
import { explained, toFailure } from '../../lib/failure'
import { may, useSession } from '../../lib/session'
import classes from './Tags.module.css'
import type { Profile } from './use-client'

/** The client's tags; added and removed in place, at once on the screen and taken back if the server refuses. */
export function Tags({ client }: { client: Pick<Profile, 'id' | 'tags'> }) {
  const mayChange = may(useSession().me, 'clients:write')
  const [change] = useMutation(TagClientsDocument)
  const [adding, setAdding] = useState(false)
  const [failed, setFailed] = useState<string | null>(null)
  const apply = async (add: string[], remove: string[]) => {
    setFailed(null)
    const tags = [...client.tags.filter((tag) => !remove.includes(tag)), ...add.filter((tag) => !client.tags.includes(tag))]
    try {
      await change({
        variables: { input: { ids: [client.id], add, remove } },
        optimisticResponse: { tagClients: [{ __typename: 'Client', id: client.id, tags }] },
      })
    } catch (error) {
      setFailed(explained(toFailure(error), 'The tag').title)
    }
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const tag = String(new FormData(event.currentTarget).get('tag') ?? '').trim()
    if (tag !== '') void apply([tag], [])
    event.currentTarget.reset()
    setAdding(false)
  }
  return (
    <div className={classes.tags}>
      {client.tags.map((tag) => (
        <span key={tag} className={classes.tag}>
          {tag}
          {mayChange && (
            <button type="button" aria-label={`Remove tag ${tag}`} onClick={() => void apply([], [tag])}>
              <IconX size={12} stroke={1.8} />
            </button>
          )}
        </span>
      ))}
      {adding ? (
        <form onSubmit={submit}>
          <input
            className={classes.field}
            name="tag"
            aria-label="New tag"
            autoFocus
            maxLength={60}
            onBlur={() => setAdding(false)}
            onKeyDown={(event) => event.key === 'Escape' && setAdding(false)}
          />
        </form>
      ) : (
        mayChange && (
          <button type="button" className={classes.add} aria-label="Add a tag" title="Add a tag" onClick={() => setAdding(true)}>
            <IconPlus size={13} stroke={1.8} />
          </button>
        )
      )}
      {failed && (
        <span role="alert" className={classes.failed}>
          {failed}
        </span>
      )}
    </div>
  )
}
