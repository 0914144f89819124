import { useEffect } from 'react'
import { useArrivals } from './use-arrivals'
import type { Feeds } from './use-feed'

/** Hears what happens with those who are read together with the client; each is authorised by itself. */
export function OthersArrivals({ ids, feeds }: { ids: readonly string[]; feeds: Feeds }) {
  return ids.map((id) => <OneArrivals key={id} id={id} feeds={feeds} />)
}

function OneArrivals({ id, feeds }: { id: string; feeds: Feeds }) {
  const isCut = useArrivals(id, feeds)
  useEffect(() => {
    if (!isCut) return
    feeds.feed.refresh()
    feeds.list.refresh()
  }, [isCut, feeds])
  return null
}
