import type { Answer, App } from '../../../testing/app'

/** Signs in as the page does. */
export const signIn = (app: App, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${app.served.address}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

/** The cookie that a response sets, as a request sends it. */
export const cookieOf = (response: Response): string => response.headers.get('set-cookie')?.split(';')[0] ?? ''

/** Sends an operation with a cookie, from a page of an origin: ours where none is given, none where it is null. */
export async function sendAsPage(app: App, cookie: string, query: string, options: { variables?: object; origin?: string | null } = {}): Promise<Answer> {
  const origin = options.origin === undefined ? app.served.address : options.origin
  const response = await fetch(`${app.served.address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie, ...(origin !== null && { origin }) },
    body: JSON.stringify({ query, variables: options.variables ?? {} }),
  })
  return (await response.json()) as Answer
}

/** The code of an answer's first error. */
export const codeOf = (answer: Answer): string | undefined => answer.errors?.[0]?.extensions.code

/** A field of an answer, its shape taken on trust: the test says what it expects. */
export const field = <Shape>(answer: Answer, name: string): Shape => {
  if (answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors))
  return answer.data[name] as unknown as Shape
}

export const createUser = 'mutation ($input: CreateUserInput!) { createUser(input: $input) { id name email roles team active version permissions } }'
export const updateUser = 'mutation ($input: UpdateUserInput!) { updateUser(input: $input) { id name email roles team active version } }'
export const createApiToken = 'mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { id name token scopes expiresAt revokedAt } }'
export const revokeApiToken = 'mutation ($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { id name token revokedAt } }'

export interface MadeUser {
  id: string
  name: string
  email: string
  roles: string[]
  permissions: string[]
  team: string | null
  active: boolean
  version: number
}

export interface MadeToken {
  id: string
  name: string
  token: string
  scopes: string[]
  expiresAt: string | null
  revokedAt: string | null
}

export const password = 'seven bushels of wheat'

let number = 0

/** A new user with {@link password}, by the administrator. */
export async function aUser(app: App, given: { name?: string; email?: string; roles?: string[]; team?: string | null } = {}): Promise<MadeUser> {
  number += 1
  const input = { name: 'Ada Broker', email: `user${number}@brokerage.example`, roles: ['BROKER'], password, ...given }
  return field<MadeUser>(await app.send(createUser, { input }), 'createUser')
}

/** A token of a user, made by its own session. */
export async function aToken(app: App, user: { email: string }, given: { scopes: string[]; expiresAt?: string }): Promise<MadeToken> {
  const cookie = cookieOf(await signIn(app, { email: user.email, password }))
  return field<MadeToken>(await sendAsPage(app, cookie, createApiToken, { variables: { input: { name: 'A program', ...given } } }), 'createApiToken')
}
