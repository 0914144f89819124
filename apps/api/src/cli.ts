import 'reflect-metadata'
import { permissions } from '@brokersync/schema/permissions'
import { CommandError, ofModule, type Command } from './cli/command'
import { backupKeys, restoring, rotateKeys } from './cli/keys'
import { retention, roles } from './cli/rules'
import { createToken, createUser, setPassword } from './cli/users'
import { EnvironmentError, readEnvironment } from './environment'
import { moduleFactories } from './module-list'
import { explain } from './platform/errors/explain'
import { resumeLane } from './platform/log/parked'
import { startRuntime } from './platform/runtime'
import { createLogger } from './platform/telemetry/logger'

const usage = `npm run cli -- COMMAND
  create-user [--as EMAIL] --name NAME --email EMAIL --role ROLE [--role ROLE …] [--team TEAM] [--password PASSWORD]
  set-password [--as EMAIL] --email EMAIL      gives a user a password that lets it choose its own, and prints it
  create-token [--as EMAIL] --name NAME --scope SCOPE [--scope SCOPE …] [--expires INSTANT]
                                               makes an API token of the user that is named
  rotate-keys                                  puts a new root key in the place of the old one: keys in old copies open nothing
  backup-keys FILE                             writes the wrapped keys of now, and who was erased, into a file
  restore-keys FILE --as EMAIL                 after an older database was put back, before the product starts on it: brings back the keys of now, and erases
                                               again whoever was erased since
  roles                                        prints what each role may do, as roles.yaml
  roles apply [FILE] [--as EMAIL]              puts a file in force as a new version; config/roles.yaml where none is named
  retention                                    prints for how long which records are kept, as retention.yaml
  retention apply [FILE] [--as EMAIL]          puts the regime of a file in force; config/retention.yaml where none is named
  move-interactions --to cassandra|postgres    moves what happened with clients from one store to the other, while the product runs
  parked                                       lists the lanes that are parked, and why
  resume MODULE CONSUMER LANE                  lets a parked lane go on from its first event
  verify-audit --checkpoints FILE [--log FILE [--up-to END]] [--public-key FILE]
                                               verifies the audit trail against the checkpoints that left the machine
--as names who acts, by the email of an active user: it is done with what that user may, and stands in the audit trail under that name, as done at the command line.
Where it is left out, the one administrator acts; where there are several, one has to be named.
A role is one of ADMIN, MANAGER, BROKER, ASSISTANT, COMPLIANCE, ANALYST, INTEGRATION; a scope one of ${permissions.join(', ')}.`

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

const commands: Readonly<Record<string, Command>> = { 'backup-keys': backupKeys, 'create-user': createUser, 'set-password': setPassword, 'create-token': createToken, 'move-interactions': ofModule('interactions', 'move-interactions'), retention, roles, 'rotate-keys': rotateKeys, parked, resume }

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
