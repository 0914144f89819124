import { useSyncExternalStore } from 'react'

/**
 * How fresh the page is. `idle`: nothing on the screen asked for live items. `stale`: the connection was lost a moment
 * ago and is being made again. `offline`: neither the socket nor HTTP reaches the server.
 */
export type LiveStatus = 'idle' | 'connecting' | 'live' | 'stale' | 'offline'

export interface LiveState {
  status: LiveStatus
  /** When this status began. */
  since: Date
  /** When the server was last heard of; null before the first answer. Renewed without a render. */
  heardAt: Date | null
}

let state: LiveState = { status: 'idle', since: new Date(), heardAt: null }
const watchers = new Set<() => void>()
const reconnectWatchers = new Set<() => void>()
const standingWatchers = new Set<(again: boolean) => void>()
let wasLost = false

/** Runs `watcher` at each change of the status. Returns the way to stop. */
export function watchLive(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => void watchers.delete(watcher)
}

/** The connection's present state; a component that uses it renders anew at each change. */
export const useLiveState = (): LiveState => useSyncExternalStore(watchLive, liveState)

/** The connection's present state. */
export const liveState = (): LiveState => state

/** Runs `listener` each time that a lost connection is back, so that what was missed can be asked for. Returns the way to stop. */
export function onReconnected(listener: () => void): () => void {
  reconnectWatchers.add(listener)
  return () => void reconnectWatchers.delete(listener)
}

/**
 * Runs `listener` when subscriptions have come to stand, once for those of a moment: what happened until then can be read now, and what
 * comes after is heard. `again` says that a connection was lost before. Returns the way to stop.
 */
export function onStanding(listener: (again: boolean) => void): () => void {
  standingWatchers.add(listener)
  return () => void standingWatchers.delete(listener)
}

let socket: LiveStatus = 'idle'
let reachable = true

/** Told by the socket at each change of its connection; nobody else calls it. */
export function reportSocket(status: LiveStatus): void {
  socket = status
  settle(status === 'live')
}

/** Milliseconds in which subscriptions that come to stand are told of as one; longer for a page that was just opened: what it read is fresh, and it is still being drawn. */
const gatherFor = 50
const gatherAtFirst = 1_000

let gathering: ReturnType<typeof setTimeout> | undefined

/** Told by the socket when the server says that a subscription stands; nobody else calls it. */
export function reportStanding(): void {
  const tell = () => {
    gathering = undefined
    standingWatchers.forEach((watcher) => watcher(wasLost))
  }
  gathering ??= setTimeout(tell, wasLost ? gatherFor : gatherAtFirst)
}

/** Told by the HTTP link at each answer, and at each request that never got one; nobody else calls it. */
export function reportHttp(answered: boolean): void {
  reachable = answered
  settle(answered)
}

function settle(heard: boolean) {
  const before = state.status
  const status = socket === 'idle' && !reachable ? 'offline' : socket
  if (heard) state.heardAt = new Date()
  if (status === before) return
  state = { ...state, status, since: new Date() }
  wasLost ||= status === 'stale' || status === 'offline'
  watchers.forEach((watcher) => watcher())
  const isBack = (before === 'stale' || before === 'offline') && (status === 'live' || status === 'idle')
  if (isBack) reconnectWatchers.forEach((watcher) => watcher())
}
