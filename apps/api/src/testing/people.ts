import { operation } from './contract'
import type { App } from './app'

let number = 0

/** A user of the firm with one role and a token of all that it may do. */
export interface Person {
  id: string
  email: string
  token: string
}

/** Makes a user, signs it in and gives it a token. */
export async function person(app: App, options: { role: string; team?: string | null; scopes?: readonly string[] }): Promise<Person> {
  number += 1
  const email = `${options.role.toLowerCase()}.${number}.${process.pid}@brokerage.example`
  const password = 'a long enough passphrase'
  const made = await app.send(operation('CreateUser'), { input: { name: `${options.role} ${number}`, email, roles: [options.role], team: options.team ?? null, password } })
  const { id } = made.data['createUser'] as unknown as { id: string }
  const signedIn = await fetch(`${app.served.address}/api/auth/sign-in/email`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email, password }),
  })
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  const headers = { 'content-type': 'application/json', cookie, origin: app.served.address }
  const ask = async (query: string, variables: object) => {
    const response = await fetch(`${app.served.address}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query, variables }) })
    return (await response.json()) as { data: Record<string, Record<string, never>> }
  }
  const { data } = await ask('{ me { permissions } }', {})
  const scopes = options.scopes ?? (data['me']?.['permissions'] as unknown as string[])
  const token = await ask(operation('CreateApiToken'), { input: { name: 'test', scopes, expiresAt: null } })
  return { id, email, token: token.data['createApiToken']?.['token'] as unknown as string }
}
