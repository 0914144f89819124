import { z } from 'zod'

export const moduleNames = ['access', 'profiles', 'interactions', 'segments', 'documents', 'sync', 'compliance'] as const
export type ModuleName = (typeof moduleNames)[number]

const text = z.string().trim().min(1)
const url = (protocols: string[]) =>
  text.refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), `must be a URL with ${protocols.join(' or ')}`)
const modules = text.transform((value, context): ModuleName[] => {
  const names = value.split(',').map((name) => name.trim()).filter(Boolean)
  const unknown = names.filter((name) => !(moduleNames as readonly string[]).includes(name))
  if (unknown.length > 0) context.addIssue({ code: 'custom', message: `knows no module ${unknown.join(', ')} (there are ${moduleNames.join(', ')})` })
  return names as ModuleName[]
})

const schema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  HOST: text.default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  PUBLIC_URL: url(['http:', 'https:']).optional(),
  TRUSTED_PROXIES: text.transform((value) => value.split(',').map((address) => address.trim())).optional(),
  DATA_DIR: text.default('.data'),
  CONFIG_DIR: text.default('config'),
  WEB_DIR: text.default('apps/web/dist'),
  MIGRATIONS_DIR: text.default('prisma'),
  DATABASE_URL: url(['postgres:', 'postgresql:']),
  KEYS_DATABASE_URL: url(['postgres:', 'postgresql:']).optional(),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(500).default(20),
  BROKERSYNC_KEY: text.regex(/^[A-Za-z0-9+/]{43}=$/, 'must be 32 bytes in base64').optional(),
  AUDIT_SIGNING_KEY: text.regex(/^[A-Za-z0-9+/]{43}=$/, 'must be 32 bytes in base64').optional(),
  AUDIT_CHECKPOINTS_FILE: text.optional(),
  AUDIT_CHECKPOINTS_WEBHOOK: url(['http:', 'https:']).optional(),
  CASSANDRA_CONTACT_POINTS: text.transform((value) => value.split(',').map((point) => point.trim())).optional(),
  CASSANDRA_LOCAL_DATACENTER: text.default('datacenter1'),
  CASSANDRA_KEYSPACE: text.regex(/^[a-z][a-z0-9_]{0,47}$/, 'must be a plain lower-case name').default('brokersync'),
  BROKERSYNC_ADMIN_EMAIL: z.email().default('admin@brokersync.local'),
  BROKERSYNC_ADMIN_PASSWORD: z.string().min(8).max(256).optional(),
  BROKERSYNC_ADMIN_TOKEN: z.string().min(32).max(256).optional(),
  PASSWORD_MIN_LENGTH: z.coerce.number().int().min(8).max(64).default(15),
  MODULES: modules.default([...moduleNames]),
  WORKER: z.enum(['child', 'none']).default('child'),
  FIRM_TIME_ZONE: text.refine((zone) => isTimeZone(zone), 'must be an IANA time zone').default('UTC'),
  FIRM_COUNTRY: text.regex(/^[A-Z]{2}$/, 'must be an ISO 3166-1 alpha-2 country').default('GB'),
  RATE_LIMIT: z.coerce.number().int().min(0).default(6_000_000),
  INTROSPECTION: z.enum(['on', 'off']).default('off'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

export type Environment = Readonly<z.infer<typeof schema>>

function isTimeZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}

/** The environment is wrong: every fault at once, a line each. */
export class EnvironmentError extends Error {}

/**
 * Reads the whole environment once, at start; the only reader of `process.env`.
 * @throws {EnvironmentError} with all the faults together.
 */
export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): Environment {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues.map(({ path, message }) => `  ${path.join('.')} ${given[String(path[0])] === undefined ? 'is missing' : message}`)
  throw new EnvironmentError(`The environment is not right:\n${lines.join('\n')}`)
}

/** What starts it may do so before the databases are there, and tells where they are once they are (`ENVIRONMENT_FOLLOWS`); it ends where that one ends before. */
export async function environmentThatFollows(): Promise<void> {
  if (process.env['ENVIRONMENT_FOLLOWS'] === undefined) return
  delete process.env['ENVIRONMENT_FOLLOWS']
  const rest = await new Promise<object>((resolve) => {
    process.once('message', (told) => resolve(told as object))
    process.once('disconnect', () => process.exit(1))
  })
  process.removeAllListeners('disconnect')
  process.disconnect?.()
  Object.assign(process.env, rest)
}
