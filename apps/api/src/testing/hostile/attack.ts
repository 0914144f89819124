/** Where attacks go, and what an attacker may hold: no credential, or a broker's own. */
export interface Target {
  /** `http://host:port` */
  url: string
  /** A broker's API token. */
  token: string
  /** A broker's session, as its cookie. */
  cookie: string
}

/** A request that is to be refused before anything is done for it. */
export interface Attack {
  name: string
  /** @returns why it does not count as refused; null where it was. */
  send(target: Target): Promise<string | null>
}

/** Milliseconds in which an attack must be over. */
export const patience = 20_000

interface Body {
  data?: object | null
  errors?: readonly { message: string; extensions?: { code?: string } }[]
}

/** Reads an answer to GraphQL: refused by one of these codes, with nothing executed. */
export async function refusedBy(response: Response, codes: readonly string[]): Promise<string | null> {
  const text = await response.text()
  if (/node_modules|at \w+ \(|\.ts:\d|SELECT |INSERT /.test(text)) return `it tells of its inside: ${text.slice(0, 200)}`
  let body: Body
  try {
    body = JSON.parse(text) as Body
  } catch {
    return `it answered ${response.status} with no JSON: ${text.slice(0, 100)}`
  }
  const given = body.errors?.map(({ extensions }) => extensions?.code ?? 'none') ?? []
  if (Object.values(body.data ?? {}).some((value) => value !== null)) return `it was executed: ${text.slice(0, 200)}`
  if (given.length === 0) return `it was not refused: ${response.status} ${text.slice(0, 200)}`
  return given.every((code) => codes.includes(code)) ? null : `it was refused with ${[...new Set(given)].join(', ')}: ${text.slice(0, 200)}`
}

/** Refused by its status alone, where no answer of GraphQL's is due. */
export async function refusedWith(response: Response, statuses: readonly number[]): Promise<string | null> {
  const text = await response.text()
  return statuses.includes(response.status) ? null : `it was answered with ${response.status}: ${text.slice(0, 200)}`
}

export const json = { 'content-type': 'application/json' }
export const bearing = ({ token }: Target) => ({ ...json, authorization: `Bearer ${token}` })
/** As our own page sends it. */
export const fromPage = ({ cookie, url }: Target) => ({ ...json, cookie, origin: url })
export const post = (url: string, headers: Record<string, string>, body: string | Uint8Array) => fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(patience), redirect: 'manual' })
