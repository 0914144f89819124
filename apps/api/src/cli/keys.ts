import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { readEnvironment, type Environment } from '../environment'
import { backUpKeys, restoreKeys, type Erased } from '../platform/keys/keys-file'
import { openDatabase, type Database } from '../platform/postgres/database'
import type { Runtime } from '../platform/runtime'
import { createLogger } from '../platform/telemetry/logger'
import { actingAs, CommandError, operate, requireNamed, type Command } from './command'

export const rotateKeys: Command = async (runtime) => `The root key is new; ${await runtime.keys.renewRoot()} keys were wrapped anew`

export const backupKeys: Command = async (runtime, [path]) => {
  if (path === undefined) throw new CommandError('Name the file: backup-keys FILE')
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

/** Somebody who is not there would be missed when half of it is done. */
async function requireUser(home: Database, email: string): Promise<void> {
  const [user] = await home.query('SELECT 1 FROM access."user" WHERE email = lower($1) AND active', [email])
  if (user === undefined) throw new CommandError(`There is no active user with the email ${email} in this database`)
}

/** What has to come before anything reads a restored database. @returns who was erased by then. */
async function bringBackKeys(environment: Environment, { path, as }: { path: string; as: string }): Promise<Erased[]> {
  const [home, keys] = [environment.DATABASE_URL, environment.KEYS_DATABASE_URL ?? environment.DATABASE_URL].map((url) => openDatabase(url, { size: 2, logger: createLogger('warn') }))
  if (home === undefined || keys === undefined) throw new Error('Two databases were asked for')
  try {
    await requireUser(home, as)
    const erased = await restoreKeys(keys, path)
    // Names stand in clear in it, those of the erased too: it is made anew of what opens.
    await home.query('TRUNCATE profiles.client_name, profiles.client_word, profiles.client_name_ready')
    return erased
  } finally {
    await Promise.all([home.close(), keys.close()])
  }
}

/** Erases again, in every module, whom an older database knows as they were before. */
async function eraseAgain(runtime: Runtime, as: string, erased: readonly Erased[]): Promise<string> {
  const known = await runtime.database.query<{ id: string; reference: string }>(
    `SELECT id, reference FROM profiles.client WHERE id = ANY ($1::uuid[]) AND status NOT IN ('ERASED', 'ANONYMISED')`,
    [erased.map((one) => one.erased)],
  )
  for (const { id, reference } of known) {
    const name = erased.find((one) => one.erased === id)?.kind === 'ANONYMISATION' ? 'anonymiseClient' : 'eraseClient'
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
    const asked = await operate(runtime, as, `mutation ($input: ${type}!) { ${name}(input: $input) { id } }`, { clientId: id, reason: 'Done before; an older database was put back' }).catch((error: unknown) => {
      throw error instanceof CommandError ? new CommandError(`${reference} is not erased again: ${error.message}\nThe keys of now are back. Run the command again --as somebody who may erase this client, and sees it where its processing is restricted`) : error
    })
    const request = (asked[name] as { id: string }).id
    for (let running = true; running; await pause(100)) {
      const [row] = await runtime.database.query<{ status: string }>('SELECT status FROM compliance.data_subject_request WHERE id = $1', [request])
      running = row?.status === 'RUNNING'
    }
    process.stdout.write(`${reference} is erased again\n`)
  }
  return `The keys of now are back; ${known.length} client(s) were erased again`
}

/** Brings the keys back before the product starts on the database, and gives what is left to do with it. */
export async function restoring(environment: Environment, args: string[]): Promise<Command> {
  const { values, positionals } = parseArgs({ args, options: actingAs, allowPositionals: true })
  const [path] = positionals
  if (path === undefined) throw new CommandError('Name the file: restore-keys FILE --as EMAIL')
  const as = requireNamed(values.as)
  const erased = await bringBackKeys(environment, { path, as })
  return (runtime) => eraseAgain(runtime, as, erased)
}
