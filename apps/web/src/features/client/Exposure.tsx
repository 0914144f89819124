import { useSubscription } from '@apollo/client/react'
import { useEffect } from 'react'
import { ClientExposureDocument, ClientExposureChangedDocument } from '../../generated/graphql'
import { onStanding } from '../../lib/live-state'
import { useQuery } from '../../lib/use-query'
import { exposureAtAGlance, partsInWords, shortMoney, type ExposureAtAGlance } from './exposure'
import classes from './Exposure.module.css'
import { Reason } from './Reason'

/** What the client holds, net, with its parts; nothing where it holds nothing whose worth is known. */
export function useExposure(clientId: string): ExposureAtAGlance | null {
  const { data, refetch } = useQuery(ClientExposureDocument, { variables: { id: clientId }, fetchPolicy: 'cache-and-network' })
  useSubscription(ClientExposureChangedDocument, {
    variables: { id: clientId },
    fetchPolicy: 'no-cache',
    onData: ({ data: { data: heard } }) => heard?.timelineItemAdded?.__typename === 'OrderEvent' && void refetch(),
  })
  useEffect(() => onStanding((isAgain) => isAgain && void refetch()), [refetch])
  const held = data?.client?.exposure?.flatMap((one) => (one?.commodity ? [{ commodity: one.commodity, notional: one.notional ?? null }] : []))
  return held ? exposureAtAGlance(held) : null
}

/** The sum, a bar of its parts by commodity, and the three largest by name. */
export function Exposure({ exposure }: { exposure: ExposureAtAGlance }) {
  const { net, currency, shares } = exposure
  return (
    <>
      <b className={classes.value}>{shortMoney(net, currency)}</b>
      <span className={classes.bar} aria-hidden="true">
        {shares.slice(0, 4).map(({ commodity, share }) => <i key={commodity} style={{ flexGrow: share }} />)}
      </span>
      <Reason words={partsInWords(exposure)} between="  " small />
    </>
  )
}

/** "Exposure, net long": which way the sum goes. */
export const exposureLabel = ({ net }: ExposureAtAGlance): string => (net === 0 ? 'Exposure, even' : `Exposure, net ${net < 0 ? 'short' : 'long'}`)
