import { parseArgs } from 'node:util'
import { actingAs, CommandError, operate, type Command } from './command'

export const createUser: Command = async (runtime, args) => {
  const { values } = parseArgs({ args, options: { ...actingAs, name: { type: 'string' }, email: { type: 'string' }, role: { type: 'string', multiple: true }, team: { type: 'string' }, password: { type: 'string' } } })
  const { as, name, email, role: roles = [], team = null, password = null } = values
  const data = await operate(runtime, as, 'mutation ($input: CreateUserInput!) { createUser(input: $input) { id email roles } }', { name, email, roles, team, password })
  return JSON.stringify(data['createUser'])
}

export const setPassword: Command = async (runtime, args) => {
  const { values } = parseArgs({ args, options: { ...actingAs, email: { type: 'string' } } })
  const [user] = await runtime.database.query<{ id: string }>('SELECT id FROM access."user" WHERE email = lower($1)', [values.email ?? ''])
  if (user === undefined) throw new CommandError('There is no user with this email')
  const data = await operate(runtime, values.as, 'mutation ($input: SetOneTimePasswordInput!) { setOneTimePassword(input: $input) { password expiresAt } }', { userId: user.id })
  return JSON.stringify(data['setOneTimePassword'])
}

export const createToken: Command = async (runtime, args) => {
  const { values } = parseArgs({ args, options: { ...actingAs, name: { type: 'string' }, scope: { type: 'string', multiple: true }, expires: { type: 'string' } } })
  const { as, name, scope: scopes = [], expires: expiresAt = null } = values
  const data = await operate(runtime, as, 'mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { id name token scopes expiresAt } }', { name, scopes, expiresAt })
  return JSON.stringify(data['createApiToken'])
}
