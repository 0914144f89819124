import { pino, type Logger } from 'pino'

export type { Logger }

/** The process's log: JSON lines on stdout; ids and codes only, never what names a person. */
export const createLogger = (level: string): Logger =>
  pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, redact: ['req.headers', 'password', 'token'] })
