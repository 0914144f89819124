import { RetentionEffectOfDocument, type RetentionEffectOfQuery } from '../../generated/graphql'
import { useQuery } from '../../lib/use-query'
import type { Rules } from './retention-draft'

interface Effect {
  /** Null while it is on its way, and where the rules are not right. */
  effect: RetentionEffectOfQuery['retentionEffect'] | null
  error: Error | null
}

/** What rules would make of what is kept of erased clients. */
export function useRetentionEffect({ regime, years }: Rules): Effect {
  const { data, error } = useQuery(RetentionEffectOfDocument, { variables: { regime, years: [...years] }, fetchPolicy: 'network-only' })
  return { effect: data?.retentionEffect ?? null, error: error ?? null }
}
