import { useMutation } from '@apollo/client/react'
import { notifications } from '@mantine/notifications'
import { useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { CreateClientDocument } from '../../generated/graphql'
import { toFailure, type Failure } from '../../lib/failure'
import { paths } from '../../lib/paths'
import { toInput, type NewClient } from './new-client'

/** A key that stays for one and the same input, so that trying again after a lost answer creates no second client. */
function useIdempotencyKey() {
  const kept = useRef({ input: '', key: '' })
  return (values: NewClient) => {
    const input = JSON.stringify(values)
    if (kept.current.input !== input) kept.current = { input, key: crypto.randomUUID() }
    return kept.current.key
  }
}

/** Creates a client and opens its page, or says what was wrong. */
export function useCreateClient() {
  const navigate = useNavigate()
  const keyOf = useIdempotencyKey()
  const [create] = useMutation(CreateClientDocument, {
    update: (cache) => void cache.evict({ id: 'ROOT_QUERY', fieldName: 'clients' }),
  })
  const [failed, setFailed] = useState<Failure | null>(null)
  const submit = async (values: NewClient): Promise<Failure | null> => {
    setFailed(null)
    try {
      const { data } = await create({ variables: { input: toInput(values, keyOf(values)) } })
      if (!data) return null
      const { id, displayName, reference } = data.createClient
      notifications.show({ message: `${displayName} created as ${reference}` })
      await navigate(paths.client(id))
      return null
    } catch (error) {
      const why = toFailure(error)
      setFailed(why)
      return why
    }
  }
  return { submit, failed }
}
