import { types, type Client } from 'cassandra-driver'
import { startBreaker, type Breaker } from '../breaker'
import type { Logger } from '../telemetry/logger'

/** A connected client that is made anew when no node answers it any more, and the breaker in front of it. */
export interface SteadyClient {
  readonly client: Client
  readonly breaker: Breaker
  stop(): Promise<void>
}

const ignore = () => undefined

/**
 * Takes over a connected client. A way that dropped its connections without a word leaves the driver with ones that look whole for minutes:
 * so another client is tried as long as this one gets no answer.
 */
export function keepConnected(first: Client, options: { what: string; anew: () => Client; logger: Logger }): SteadyClient {
  let client = first
  let renewing = false
  let stopped = false

  const renew = async (): Promise<void> => {
    if (renewing || stopped) return
    renewing = true
    const next = options.anew()
    try {
      await next.connect()
      const before = client
      client = next
      before.shutdown().catch(ignore)
      if (stopped) await next.shutdown()
    } catch {
      await next.shutdown().catch(ignore)
    } finally {
      renewing = false
    }
  }
  const probe = () => client.execute('SELECT key FROM system.local', [], { consistency: types.consistencies.localOne })
  const breaker = startBreaker({ what: options.what, probe, silent: () => void renew(), logger: options.logger })

  return {
    get client() {
      return client
    },
    breaker,
    stop() {
      stopped = true
      breaker.stop()
      return client.shutdown()
    },
  }
}
