import { useEffect } from 'react'

/** What a query of Apollo says of its polling. */
interface Polled {
  startPolling: (interval: number) => void
  stopPolling: () => void
}

/** Reads a query anew as long as something in it is under way. */
export function usePollingWhile(isUnderWay: boolean, { startPolling, stopPolling }: Polled): void {
  useEffect(() => {
    if (!isUnderWay) return
    startPolling(1_500)
    return () => stopPolling()
  }, [isUnderWay, startPolling, stopPolling])
}
