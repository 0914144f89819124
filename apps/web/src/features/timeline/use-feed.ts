import { useApolloClient } from '@apollo/client/react'
import { startTransition, useEffect, useMemo, useRef, useState } from 'react'
import { onStanding } from '../../lib/live-state'
import { laneIds } from '../../ui/timeline/lanes'
import { ListPager } from './list-pager'
import { readAddress } from './pane-address'
import type { FeedState } from './feed-state'
import { TimelineFeed } from './timeline-feed'
import type { TimelineQuery } from './timeline-query'
import { apolloSource, type TimelineSource } from './timeline-source'

/** The two readers of one client's timeline: its window, and the list from newest to oldest. */
export interface Feeds {
  feed: TimelineFeed
  list: ListPager
  source: TimelineSource
}

const sleepNoticedAfter = 20_000

/** Opens a client's timeline; reads what was missed until it is heard live, after each lost connection, and after each sleep of the machine or the tab. */
export function useFeeds(clientId: string): Feeds {
  const client = useApolloClient()
  const feeds = useMemo(() => {
    const source = apolloSource(client, clientId, readAddress(new URLSearchParams(location.search)).query)
    return { feed: new TimelineFeed(source), list: new ListPager(source), source }
  }, [client, clientId])
  useEffect(() => {
    const again = () => {
      feeds.feed.refresh()
      feeds.list.refresh()
    }
    feeds.feed.start()
    const { window, lanes } = readAddress(new URLSearchParams(location.search))
    // What most pages list is asked for before there is a page.
    if (window === null && lanes.length === 0) feeds.list.show({ before: null, lanes: laneIds })
    const catchUp = (wasLost: boolean) => (wasLost ? again() : void feeds.feed.hasGrown().then((grown) => grown && again()))
    const stops = [onStanding(catchUp), onWake(again), () => feeds.feed.stop()]
    return () => stops.forEach((stop) => stop())
  }, [feeds])
  return feeds
}

/** Runs `again` when the tab comes back after a while in which it may have been frozen, its socket included. */
function onWake(again: () => void): () => void {
  let hiddenAt: number | null = null
  const listener = () => {
    if (document.visibilityState === 'hidden') hiddenAt = Date.now()
    else if (hiddenAt !== null && Date.now() - hiddenAt > sleepNoticedAfter) again()
  }
  document.addEventListener('visibilitychange', listener)
  return () => document.removeEventListener('visibilitychange', listener)
}

/** Asks for something else: lanes, list and counts are read anew under the query. */
export function useQuery({ feed, list, source }: Feeds, query: TimelineQuery): void {
  const text = JSON.stringify(query)
  const first = useRef(text)
  useEffect(() => {
    if (first.current === text) return
    first.current = text
    source.ask(query)
    feed.requery()
    list.requery()
  }, [feed, list, source, text])
}

/** What the feed holds, soon after it does: what was read is rendered in the breaks of what the hand does. */
export function useFeedState(feed: TimelineFeed): FeedState {
  const [state, setState] = useState(feed.get)
  useEffect(() => {
    const take = () => startTransition(() => setState(feed.get))
    take()
    return feed.subscribe(take)
  }, [feed])
  return state
}
