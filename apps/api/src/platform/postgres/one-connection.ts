import type { ClientConfig } from 'pg'

/**
 * How a connection is kept that is used for little and for long (leases, signals): one that died without a word is noticed at its next use after two
 * seconds, idle within about ten, at both ends, so that what the database holds for it is free for another.
 */
export const ofOne = {
  connectionTimeoutMillis: 2_000,
  query_timeout: 2_000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 1_000,
  options: '-c tcp_keepalives_idle=2 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=4 -c tcp_user_timeout=10000',
} satisfies ClientConfig
