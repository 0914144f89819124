import { exactInBothZones, relativeTime, toInstant } from '../lib/time'
import { useNow } from '../lib/use-now'

interface Props {
  /** An instant of the API (RFC 3339). */
  at: string | Date
  /** IANA zone of the client: the exact time is then told in both zones, where they differ. */
  clientZone?: string | null
}

/** How long ago, renewed as time goes by; the exact instant on hover. */
export function RelativeTime({ at, clientZone }: Props) {
  const now = useNow()
  const instant = toInstant(at)
  if (!instant) return null
  return (
    <time dateTime={instant.toISOString()} title={exactInBothZones(instant, clientZone)}>
      {relativeTime(instant, { now })}
    </time>
  )
}
