import { useLocalStorage } from '@mantine/hooks'
import { useCallback, useMemo } from 'react'
import { usualRoom, type PastRoom } from '../../ui/timeline/past-scale'

/** How wide the past beside the window is, and whether it is shown; remembered for this user on this machine. */
export function usePastRoom(): { room: PastRoom | null; setRoom: (room: PastRoom) => void; toggle: () => void } {
  const [kept, keep] = useLocalStorage<{ band: number; shown: boolean }>({
    key: 'brokersync.timeline.past', defaultValue: { band: usualRoom.band, shown: true }, getInitialValueInEffect: false,
  })
  const room = useMemo(() => (kept.shown ? { ...usualRoom, band: kept.band } : null), [kept.band, kept.shown])
  const setRoom = useCallback(({ band }: PastRoom) => keep((before) => ({ ...before, band })), [keep])
  const toggle = useCallback(() => keep((before) => ({ ...before, shown: !before.shown })), [keep])
  return { room, setRoom, toggle }
}
