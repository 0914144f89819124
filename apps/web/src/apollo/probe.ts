import { liveState, reportHttp, watchLive } from '../lib/live-state'

const every = 5_000

async function answers(): Promise<boolean> {
  try {
    return (await fetch('/health', { cache: 'no-store' })).status < 500
  } catch {
    return false
  }
}

/** While the server cannot be reached, asks every few seconds whether it is back; a screen without live items has no socket that would. */
export function probeWhileOffline(): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const probe = async () => {
    clearTimeout(timer)
    if (liveState().status !== 'offline') return
    if (await answers()) reportHttp(true)
    else timer = setTimeout(() => void probe(), every)
  }
  watchLive(() => {
    clearTimeout(timer)
    if (liveState().status === 'offline') timer = setTimeout(() => void probe(), every)
  })
  window.addEventListener('online', () => void probe())
}
