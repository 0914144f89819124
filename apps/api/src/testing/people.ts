import { operation } from './contract'
import type { App } from './app'

/** The product at an address, wherever it runs. */
export type Reachable = Pick<App, 'send'> & { served: { address: string } }

let number = 0

/** Carries out a mutation of one `input`, as the administrator where no token is given. @returns the id of its result. @throws what it was refused with. */
export async function act(app: Pick<App, 'send'>, mutation: string, input: object, token?: string): Promise<string> {
  const { data, errors } = await app.send(mutation, { input }, token)
  if (errors !== undefined) throw new Error(`${mutation.slice(0, 60)}: ${JSON.stringify(errors)}`)
  return (Object.values(data)[0] as unknown as { id: string }).id
}

/** A user of the firm. */
export interface Person {
  id: string
  email: string
  /** What `App.send` takes: here the session's cookie. */
  token: string
}

/** Makes a user and signs it in. @param options.besides the roles that it has beside its first. */
export async function person(app: Reachable, options: { role: string; besides?: readonly string[]; team?: string | null }): Promise<Person> {
  number += 1
  const email = `${options.role.toLowerCase()}.${number}.${process.pid}@brokerage.example`
  const password = 'a long enough passphrase'
  const made = await app.send(operation('CreateUser'), { input: { name: `${options.role} ${number}`, email, roles: [options.role, ...(options.besides ?? [])], team: options.team ?? null, password } })
  const { id } = made.data['createUser'] as unknown as { id: string }
  const signedIn = await fetch(`${app.served.address}/api/auth/sign-in/email`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email, password }),
  })
  if (signedIn.status !== 200) throw new Error(`${email} cannot sign in: ${await signedIn.text()}`)
  return { id, email, token: signedIn.headers.get('set-cookie')?.split(';')[0] ?? '' }
}
