/** How a request went, seen from outside. */
export type Outcome =
  | { kind: 'acknowledged'; data: Record<string, unknown> }
  /** Nobody can say whether it was done: no answer, or one that says to try again. */
  | { kind: 'unknown'; why: string; code?: string }
  | { kind: 'refused'; code: string; message: string }

/** Where and as whom requests are sent. */
export interface Api {
  url: string
  token: string
}

interface Body {
  data?: Record<string, unknown> | null
  errors?: { message: string; extensions?: { code?: string } }[]
}

const patience = 5_000

/** Sends one operation and waits five seconds at most. */
export async function send({ url, token }: Api, query: string, variables: object): Promise<Outcome> {
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(patience),
    })
    return outcomeOf((await response.json()) as Body) // GraphQL over HTTP: every answer has this shape.
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error && 'code' in error.cause ? String(error.cause.code) : String(error)
    return { kind: 'unknown', why: cause }
  }
}

function outcomeOf({ data, errors: [first] = [] }: Body): Outcome {
  if (first === undefined) return { kind: 'acknowledged', data: data ?? {} }
  const code = first.extensions?.code ?? 'none'
  const isOpen = code === 'UNAVAILABLE' || code === 'INTERNAL'
  return isOpen ? { kind: 'unknown', why: first.message, code } : { kind: 'refused', code, message: first.message }
}

/** Sends a query until it is answered. @throws when it is refused, or not answered in time. */
export async function query(api: Api, text: string, variables: object, within = 10_000): Promise<Record<string, unknown>> {
  for (const end = Date.now() + within; ; ) {
    const outcome = await send(api, text, variables)
    if (outcome.kind === 'acknowledged') return outcome.data
    if (outcome.kind === 'refused') throw new Error(`${outcome.code}: ${outcome.message}`)
    if (Date.now() > end) throw new Error(`no answer (${outcome.why})`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
