/** The contract's closed list of error codes, and `NETWORK` for what never reached the server. */
export type FailureCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'BAD_USER_INPUT'
  | 'CONFLICT'
  | 'GONE'
  | 'RATE_LIMITED'
  | 'QUERY_TOO_COMPLEX'
  | 'PAYLOAD_TOO_LARGE'
  | 'UNAVAILABLE'
  | 'INTERNAL'
  | 'NETWORK'

export interface FieldFault {
  path: string
  message: string
}

/** What went wrong, as the page shows it. */
export interface Failure {
  code: FailureCode
  /** The server's own sentence. */
  message: string
  /** Every fault of the input at once; of another code than BAD_USER_INPUT where one field alone is what stands in the way. */
  fields: FieldFault[]
  /** Of the request, to find it in the server's log. */
  id: string | null
  /** The version that a stale update met, where the server said it. */
  currentVersion: number | null
  /** It waits for a second person, under this number (an approval's id). */
  approvalId: string | null
}

const codes: ReadonlySet<string> = new Set<FailureCode>([
  'UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'BAD_USER_INPUT', 'CONFLICT', 'GONE', 'RATE_LIMITED',
  'QUERY_TOO_COMPLEX', 'PAYLOAD_TOO_LARGE', 'UNAVAILABLE', 'INTERNAL',
])

const codeByStatus: Readonly<Record<number, FailureCode>> = {
  400: 'BAD_USER_INPUT', 401: 'UNAUTHENTICATED', 403: 'FORBIDDEN', 404: 'NOT_FOUND', 409: 'CONFLICT', 410: 'GONE',
  413: 'PAYLOAD_TOO_LARGE', 429: 'RATE_LIMITED', 500: 'INTERNAL', 502: 'UNAVAILABLE', 503: 'UNAVAILABLE', 504: 'UNAVAILABLE',
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const isCode = (value: unknown): value is FailureCode => typeof value === 'string' && codes.has(value)
const textOr = (value: unknown, fallback: string) => (typeof value === 'string' && value !== '' ? value : fallback)

/** A failure with nothing but its code and sentence. */
export const failure = (code: FailureCode, message: string): Failure => ({ code, message, fields: [], id: null, currentVersion: null, approvalId: null })

/** The failure that an HTTP status outside of GraphQL stands for. */
export const failureOfStatus = (status: number, message: string): Failure => failure(codeByStatus[status] ?? 'INTERNAL', message)

const isFailure = (value: unknown): value is Failure => isRecord(value) && 'code' in value && 'fields' in value && 'currentVersion' in value

/**
 * Reads whatever Apollo Client or fetch threw into a Failure: the first GraphQL error that has a code of the contract,
 * else the HTTP status, else NETWORK.
 */
export function toFailure(error: unknown): Failure {
  if (isFailure(error)) return error
  if (!isRecord(error)) return failure('INTERNAL', 'Unknown error')
  if (Array.isArray(error.errors)) return ofGraphQLErrors(error.errors)
  const message = textOr(error.message, 'Unknown error')
  if (typeof error.statusCode === 'number') return ofResponse(error.statusCode, message, error.bodyText)
  return failure('NETWORK', message)
}

function ofResponse(status: number, message: string, body: unknown): Failure {
  const parsed = typeof body === 'string' ? parsedOrNull(body) : null
  if (isRecord(parsed) && Array.isArray(parsed.errors)) return ofGraphQLErrors(parsed.errors)
  return failureOfStatus(status, message)
}

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function ofGraphQLErrors(errors: unknown[]): Failure {
  const coded = errors.filter(isRecord).find((error) => isRecord(error.extensions) && isCode(error.extensions.code))
  const error = coded ?? errors.find(isRecord) ?? {}
  const extensions = isRecord(error.extensions) ? error.extensions : {}
  return {
    code: isCode(extensions.code) ? extensions.code : 'INTERNAL',
    message: textOr(error.message, 'Unknown error'),
    fields: Array.isArray(extensions.fields) ? extensions.fields.filter(isFieldFault).map(withinInput) : [],
    id: textOr(extensions.id ?? extensions.requestId, '') || null,
    currentVersion: typeof extensions.currentVersion === 'number' ? extensions.currentVersion : null,
    approvalId: textOr(extensions.approvalId, '') || null,
  }
}

const isFieldFault = (value: unknown): value is FieldFault =>
  isRecord(value) && typeof value.path === 'string' && typeof value.message === 'string'

/** What GraphQL itself refuses is told from the argument on, all else from within the input. */
const withinInput = ({ path, message }: FieldFault): FieldFault => ({ path: path.replace(/^input\./, ''), message })

const uncapitalised = (sentence: string) => sentence.charAt(0).toLowerCase() + sentence.slice(1)

/** One sentence that says what went wrong and one that says what to do. `what` is the thing, as "The client list". */
export function explained(failed: Failure, what: string): { title: string; advice: string } {
  switch (failed.code) {
    case 'NETWORK':
      return { title: `${what} did not load: the server cannot be reached.`, advice: 'Check your connection, then try again.' }
    case 'UNAVAILABLE':
      return { title: `${what} did not load: a part of the server is away.`, advice: 'Nothing is lost. Try again in a moment.' }
    case 'UNAUTHENTICATED':
      return { title: 'Your session has ended.', advice: 'Sign in again.' }
    case 'FORBIDDEN':
      return { title: `${what} is refused: ${uncapitalised(failed.message)}.`, advice: 'Ask an administrator for access.' }
    case 'NOT_FOUND':
      return { title: `${what} was not found.`, advice: 'It may not exist, or it may belong to someone else.' }
    case 'GONE':
      return { title: `${what} has been erased.`, advice: 'It cannot be brought back.' }
    case 'RATE_LIMITED':
      return { title: 'Too many requests.', advice: 'Wait a minute, then try again.' }
    case 'CONFLICT':
      if (failed.approvalId !== null) return { title: 'Recorded: a second person decides on it.', advice: 'It stands in Compliance, Approvals. Once it is approved, carry it out there, or do it again here.' }
      return { title: `Someone else was first: ${failed.message}`, advice: 'Load it again, then repeat your change.' }
    case 'BAD_USER_INPUT':
    case 'QUERY_TOO_COMPLEX':
    case 'PAYLOAD_TOO_LARGE':
      return { title: failed.message, advice: 'Change the input, then try again.' }
    case 'INTERNAL':
      return { title: `${what} did not load.`, advice: failed.id ? `Try again. If it stays so, quote ${failed.id}.` : 'Try again.' }
  }
}
