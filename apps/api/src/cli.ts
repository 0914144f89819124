import 'reflect-metadata'
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { graphql } from 'graphql'
import { parse, stringify } from 'yaml'
import { z } from 'zod'
import { permissions } from '@brokersync/schema/permissions'
import type { UserId } from '@brokersync/schema/ids'
import { EnvironmentError, readEnvironment, type Environment } from './environment'
import { moduleFactories } from './module-list'
import { alwaysReaching, everywhere } from './platform/directory/reach'
import { explain } from './platform/errors/explain'
import { RequestContext } from './platform/graph/context'
import { buildModuleSchema } from './platform/graph/schema'
import { backUpKeys, restoreKeys, type Erased } from './platform/keys/keys-file'
import { resumeLane } from './platform/log/parked'
import { openDatabase } from './platform/postgres/database'
import { startRuntime, type Runtime } from './platform/runtime'
import { createLogger } from './platform/telemetry/logger'

const usage = `npm run cli -- COMMAND
  create-user --name NAME --email EMAIL --role ROLE [--role ROLE …] [--team TEAM] [--password PASSWORD]
  set-password --email EMAIL                   gives a user a password that lets it choose its own, and prints it
  create-token --name NAME --scope SCOPE [--scope SCOPE …] [--expires INSTANT]
  rotate-keys                                  puts a new root key in the place of the old one: keys in old copies open nothing
  backup-keys FILE                             writes the wrapped keys of now, and who was erased, into a file
  restore-keys FILE                            after an older database was put back, before the product starts on it: brings back the keys of now, and erases
                                               again whoever was erased since
  roles                                        prints what each role may do, as roles.yaml
  roles apply [FILE]                           puts a file in force as a new version; config/roles.yaml where none is named
  retention                                    prints for how long which records are kept, as retention.yaml
  retention apply [FILE]                       puts the regime of a file in force; config/retention.yaml where none is named
  move-interactions --to cassandra|postgres    moves what happened with clients from one store to the other, while the product runs
  parked                                       lists the lanes that are parked, and why
  resume MODULE CONSUMER LANE                  lets a parked lane go on from its first event
  verify-audit --checkpoints FILE [--log FILE [--up-to END]] [--public-key FILE]
                                               verifies the audit trail against the checkpoints that left the machine
A role is one of ADMIN, MANAGER, BROKER, ASSISTANT, COMPLIANCE, ANALYST, INTEGRATION; a scope one of ${permissions.join(', ')}.`

/** What was asked for cannot be done; the message says why. */
class CommandError extends Error {}

/** Runs an operation as the first administrator, through the same policies and audit as everyone's. */
async function operate(runtime: Runtime, source: string, input: object): Promise<Record<string, unknown>> {
  const [administrator] = await runtime.database.query<{ id: UserId }>(`SELECT id FROM access."user" WHERE active AND 'ADMIN' = ANY (roles) ORDER BY created_at LIMIT 1`)
  if (administrator === undefined) throw new CommandError('There is no active administrator')
  const actor = {
    userId: administrator.id, roles: ['ADMIN'] as const, permissions: new Map(permissions.map((permission) => [permission, 'all' as const])),
    reaches: alwaysReaching(everywhere), reachUntil: null, credential: 'command line', expiresAt: null,
  }
  const schema = await buildModuleSchema(runtime.modules)
  const result = await graphql({ schema, source, variableValues: { input }, contextValue: new RequestContext(actor, randomUUID()) })
  if (result.errors !== undefined) throw new CommandError(result.errors.map(({ message }) => message).join('\n'))
  return { ...result.data }
}

type Command = (runtime: Runtime, args: string[]) => Promise<string>

const createUser: Command = async (runtime, args) => {
  const { values } = parseArgs({ args, options: { name: { type: 'string' }, email: { type: 'string' }, role: { type: 'string', multiple: true }, team: { type: 'string' }, password: { type: 'string' } } })
  const { name, email, role: roles = [], team = null, password = null } = values
  const data = await operate(runtime, 'mutation ($input: CreateUserInput!) { createUser(input: $input) { id email roles } }', { name, email, roles, team, password })
  return JSON.stringify(data['createUser'])
}

const setPassword: Command = async (runtime, args) => {
  const { values } = parseArgs({ args, options: { email: { type: 'string' } } })
  const [user] = await runtime.database.query<{ id: string }>('SELECT id FROM access."user" WHERE email = lower($1)', [values.email ?? ''])
  if (user === undefined) throw new CommandError('There is no user with this email')
  const data = await operate(runtime, 'mutation ($input: SetOneTimePasswordInput!) { setOneTimePassword(input: $input) { password expiresAt } }', { userId: user.id })
  return JSON.stringify(data['setOneTimePassword'])
}

const createToken: Command = async (runtime, args) => {
  const { values } = parseArgs({ args, options: { name: { type: 'string' }, scope: { type: 'string', multiple: true }, expires: { type: 'string' } } })
  const { name, scope: scopes = [], expires: expiresAt = null } = values
  const data = await operate(runtime, 'mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { id name token scopes expiresAt } }', { name, scopes, expiresAt })
  return JSON.stringify(data['createApiToken'])
}

interface RoleVersion {
  version: number
  grants: { role: string; permission: string; reach: string }[]
  changes: unknown[]
}

/** Role → permission → reach, as the file has it. */
function asFile(grants: RoleVersion['grants']): Record<string, Record<string, string>> {
  const file: Record<string, Record<string, string>> = {}
  for (const { role, permission, reach } of grants) file[role] = { ...file[role], [permission]: reach.toLowerCase() }
  return file
}

const roles: Command = async (runtime, [deed, given]) => {
  const query = '{ roles { version grants { role permission reach } } }'
  const current = (await operate(runtime, query, {}))['roles'] as RoleVersion
  if (deed === undefined) return `# version ${current.version}\n${stringify(asFile(current.grants))}`.trimEnd()
  if (deed !== 'apply') throw new CommandError(usage)
  const path = given ?? join(readEnvironment().CONFIG_DIR, 'roles.yaml')
  const file = z.record(z.string(), z.record(z.string(), z.string())).parse(parse(await readFile(path, 'utf8')))
  const grants = Object.entries(file).flatMap(([role, own]) => Object.entries(own).map(([permission, reach]) => ({ role, permission, reach: reach.toUpperCase() })))
  const mutation = 'mutation ($input: UpdateRolesInput!) { updateRoles(input: $input) { version changes { role } } }'
  const made = (await operate(runtime, mutation, { version: current.version, reason: `roles apply ${basename(path)}`, grants }))['updateRoles'] as RoleVersion
  return made.version === current.version ? `Nothing differs from version ${made.version}` : `Version ${made.version} is in force; ${made.changes.length} change(s)`
}

const regimeInFile = z.object({ law: z.string().optional() }).catchall(z.number())
const retentionFile = z.object({ regime: z.string(), regimes: z.record(z.string(), regimeInFile).default({}) })

interface ShownRegime {
  regime: string
  law: string | null
  years: { records: string; years: number }[]
}

/** Regime → law and years, as the file has it. */
const regimesAsFile = (shown: readonly ShownRegime[]) =>
  Object.fromEntries(shown.map(({ regime, law, years }) => [regime, { ...(law !== null && { law }), ...Object.fromEntries(years.map((one) => [one.records.toLowerCase(), one.years])) }]))

const retention: Command = async (runtime, [deed, given]) => {
  const shown = await operate(runtime, '{ retentionRules { version regime law years { records years } } retentionRegimes { regime law years { records years } } }', {})
  const current = shown['retentionRules'] as ShownRegime & { version: number }
  if (deed === undefined) {
    const all = [...(shown['retentionRegimes'] as ShownRegime[]), ...(current.regime === 'NONE' ? [] : [current])]
    return `# version ${current.version}\n${stringify({ regime: current.regime, regimes: regimesAsFile(all) })}`.trimEnd()
  }
  if (deed !== 'apply') throw new CommandError(usage)
  const path = given ?? join(readEnvironment().CONFIG_DIR, 'retention.yaml')
  const { regime, regimes } = retentionFile.parse(parse(await readFile(path, 'utf8')))
  const { law: _law, ...kept } = regimes[regime] ?? {}
  const years = Object.entries(kept).map(([records, of]) => ({ records: records.toUpperCase(), years: of }))
  const mutation = 'mutation ($input: UpdateRetentionInput!) { updateRetention(input: $input) { version } }'
  const made = (await operate(runtime, mutation, { version: current.version, reason: `retention apply ${basename(path)}`, regime, years }))['updateRetention'] as { version: number }
  return made.version === current.version ? `Nothing differs from version ${made.version}` : `Version ${made.version} is in force`
}

const parked: Command = async (runtime) => {
  const lines = await Promise.all(
    runtime.modules.map(async ({ name }) => {
      const rows = await runtime.database.query<{ consumer: string; lane: string; events: number; error: string }>(
        `SELECT consumer, lane, count(*) AS events, (array_agg(error ORDER BY position))[1] AS error FROM ${name}.parked_event GROUP BY consumer, lane ORDER BY consumer, lane`,
      )
      return rows.map((row) => `${name} ${row.consumer} ${row.lane}: ${row.events} event(s), first: ${row.error}`)
    }),
  )
  return lines.flat().join('\n') || 'No lane is parked.'
}

const resume: Command = async (runtime, [name, consumer, lane]) => {
  if (name === undefined || consumer === undefined || lane === undefined || !runtime.modules.some((module) => module.name === name)) throw new CommandError(usage)
  return `${await resumeLane(runtime.database, name, consumer, lane)} event(s) go on`
}

const rotateKeys: Command = async (runtime) => `The root key is new; ${await runtime.keys.renewRoot()} keys were wrapped anew`

const backupKeys: Command = async (runtime, [path]) => {
  if (path === undefined) throw new CommandError(usage)
  const { KEYS_DATABASE_URL: apart } = readEnvironment()
  const erased = await runtime.database.query<Erased & Record<string, unknown>>(
    `SELECT client_id AS erased, kind FROM compliance.data_subject_request WHERE kind <> 'ACCESS' ORDER BY id`,
  )
  const database = apart === undefined ? runtime.database : openDatabase(apart, { size: 2, logger: createLogger('warn') })
  try {
    return `${await backUpKeys(database, path, erased)} lines are in ${path}`
  } finally {
    if (apart !== undefined) await database.close()
  }
}

/** What has to come before anything reads a restored database. @returns who was erased by then. */
async function bringBackKeys(environment: Environment, path: string): Promise<Erased[]> {
  const [home, keys] = [environment.DATABASE_URL, environment.KEYS_DATABASE_URL ?? environment.DATABASE_URL].map((url) => openDatabase(url, { size: 2, logger: createLogger('warn') }))
  if (home === undefined || keys === undefined) throw new Error('Two databases were asked for')
  try {
    const erased = await restoreKeys(keys, path)
    // Names stand in clear in it, those of the erased too: it is made anew of what opens.
    await home.query('TRUNCATE profiles.client_name, profiles.client_word, profiles.client_name_ready')
    return erased
  } finally {
    await Promise.all([home.close(), keys.close()])
  }
}

/** Erases again, in every module, whom an older database knows as they were before. */
async function eraseAgain(runtime: Runtime, erased: readonly Erased[]): Promise<string> {
  const known = await runtime.database.query<{ id: string; reference: string }>(
    `SELECT id, reference FROM profiles.client WHERE id = ANY ($1::uuid[]) AND status NOT IN ('ERASED', 'ANONYMISED')`,
    [erased.map((one) => one.erased)],
  )
  for (const { id, reference } of known) {
    const name = erased.find((one) => one.erased === id)?.kind === 'ANONYMISATION' ? 'anonymiseClient' : 'eraseClient'
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
    const asked = await operate(runtime, `mutation ($input: ${type}!) { ${name}(input: $input) { id } }`, { clientId: id, reason: 'Done before; an older database was put back' })
    const request = (asked[name] as { id: string }).id
    for (let running = true; running; await pause(100)) {
      const [row] = await runtime.database.query<{ status: string }>('SELECT status FROM compliance.data_subject_request WHERE id = $1', [request])
      running = row?.status === 'RUNNING'
    }
    process.stdout.write(`${reference} is erased again\n`)
  }
  return `The keys of now are back; ${known.length} client(s) were erased again`
}

const moveInteractions: Command = async (runtime, args) => {
  const move = runtime.modules.find(({ name }) => name === 'interactions')?.commands?.['move-interactions']
  if (move === undefined) throw new CommandError('This process does not run the module of interactions')
  return move(args)
}

const commands: Readonly<Record<string, Command>> = { 'backup-keys': backupKeys, 'create-user': createUser, 'set-password': setPassword, 'create-token': createToken, 'move-interactions': moveInteractions, retention, roles, 'rotate-keys': rotateKeys, parked, resume }

/** Brings the keys back before the product starts on the database, and gives what is left to do with it. */
async function restoring(environment: Environment, [path]: string[]): Promise<Command> {
  if (path === undefined) throw new CommandError(usage)
  const erased = await bringBackKeys(environment, path)
  return (runtime) => eraseAgain(runtime, erased)
}

async function main(): Promise<void> {
  const [name = '', ...args] = process.argv.slice(2)
  const known = commands[name]
  if (known === undefined && name !== 'restore-keys') throw new CommandError(usage)
  const environment = readEnvironment()
  const command = known ?? (await restoring(environment, args))
  const runtime = await startRuntime({ environment, logger: createLogger('warn'), factories: moduleFactories })
  try {
    process.stdout.write(`${await command(runtime, args)}\n`)
  } finally {
    await runtime.stop()
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof CommandError || error instanceof EnvironmentError || error instanceof TypeError ? error.message : explain(error)}\n`)
  process.exitCode = 1
})
