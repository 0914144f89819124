import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { parse } from 'yaml'
import { z } from 'zod'
import { readEnvironment } from '../environment'
import { actingAs, CommandError, ofModule, operate, type Command } from './command'

interface Made {
  version: number
  changes: unknown[]
}

/** What is in force is printed by the module that keeps it; a file is put in force by somebody. */
const printedOr = (name: string, module: string, apply: (runtime: Parameters<Command>[0], given: { as: string | undefined; path: string }) => Promise<string>): Command => async (runtime, args) => {
  const { values, positionals } = parseArgs({ args, options: actingAs, allowPositionals: true })
  const [deed, given, ...more] = positionals
  if (deed === undefined) return ofModule(module, name)(runtime, [])
  if (deed !== 'apply' || more.length > 0) throw new CommandError(`npm run cli -- ${name}, or ${name} apply [FILE] --as EMAIL`)
  return apply(runtime, { as: values.as, path: given ?? join(readEnvironment().CONFIG_DIR, `${name}.yaml`) })
}

const rolesFile = z.record(z.string(), z.record(z.string(), z.string()))

export const roles = printedOr('roles', 'access', async (runtime, { as, path }) => {
  const current = (await operate(runtime, as, '{ roles { version } }'))['roles'] as Made
  const file = rolesFile.parse(parse(await readFile(path, 'utf8')))
  const grants = Object.entries(file).flatMap(([role, own]) => Object.entries(own).map(([permission, reach]) => ({ role, permission, reach: reach.toUpperCase() })))
  const mutation = 'mutation ($input: UpdateRolesInput!) { updateRoles(input: $input) { version changes { role } } }'
  const made = (await operate(runtime, as, mutation, { version: current.version, reason: `roles apply ${basename(path)}`, grants }))['updateRoles'] as Made
  return made.version === current.version ? `Nothing differs from version ${made.version}` : `Version ${made.version} is in force; ${made.changes.length} change(s)`
})

const retentionFile = z.object({ regime: z.string(), regimes: z.record(z.string(), z.object({ law: z.string().optional() }).catchall(z.number())).default({}) })

export const retention = printedOr('retention', 'compliance', async (runtime, { as, path }) => {
  const current = (await operate(runtime, as, '{ retentionRules { version } }'))['retentionRules'] as Made
  const { regime, regimes } = retentionFile.parse(parse(await readFile(path, 'utf8')))
  const { law: _law, ...kept } = regimes[regime] ?? {}
  const years = Object.entries(kept).map(([records, of]) => ({ records: records.toUpperCase(), years: of }))
  const mutation = 'mutation ($input: UpdateRetentionInput!) { updateRetention(input: $input) { version } }'
  const made = (await operate(runtime, as, mutation, { version: current.version, reason: `retention apply ${basename(path)}`, regime, years }))['updateRetention'] as Made
  return made.version === current.version ? `Nothing differs from version ${made.version}` : `Version ${made.version} is in force`
})
