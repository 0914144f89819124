import { HoldsDocument, type RequestRowFragment } from '../../generated/graphql'
import { may, useSession } from '../../lib/session'
import { useQuery } from '../../lib/use-query'

/** Why each hold was placed, by its id, where one keeps anything; nothing for whom holds are not open to. */
export function useHoldReasons(kept: readonly Pick<RequestRowFragment['kept'][number], 'because'>[]): ReadonlyMap<string, string> {
  const isHeld = kept.some(({ because }) => because === 'HOLD')
  const mayRead = may(useSession().me, 'holds:write')
  const { data } = useQuery(HoldsDocument, { variables: { standing: false }, skip: !isHeld || !mayRead })
  return new Map(data?.clientHolds.map(({ id, reason }) => [id, reason]))
}
