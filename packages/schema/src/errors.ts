/** The closed list of codes by which every failure is told, in GraphQL (`extensions.code`) and over HTTP alike, each with its HTTP status. */
export const statusOfError = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  BAD_USER_INPUT: 400,
  CONFLICT: 409,
  GONE: 410,
  RATE_LIMITED: 429,
  QUERY_TOO_COMPLEX: 400,
  PAYLOAD_TOO_LARGE: 413,
  UNAVAILABLE: 503,
  INTERNAL: 500,
} as const

export type ErrorCode = keyof typeof statusOfError

export const isErrorCode = (code: unknown): code is ErrorCode => typeof code === 'string' && Object.hasOwn(statusOfError, code)

const suggestion = / Did you mean .*\?$/s

/** Without what graphql-js quotes of a value, which may be a secret in the wrong place, or a whole input with a password in it. */
const unquoted = (said: string): string =>
  said
    .replace(/^Value ".*" (does not exist in "\w+" enum)/s, 'The value $1')
    .replace(/^(Expected value of type "[^"]+"), found .*$/s, '$1.')
    .replace(/^(.*? cannot represent [^:]+): .*$/s, '$1')

/** What is wrong with a document or its variables, as a caller is told it. */
export interface InputFault {
  message: string
  /** `path` in the input's own words (`contact.emails.0.address`), empty where it is the document's fault. */
  field: { path: string; message: string }
}

/**
 * What a message of graphql-js tells of, by place and reason alone: it names the place only in its text, behind the value:
 * `Variable "$input" got invalid value … at "input.contact.emails[0]"; …`.
 * @param options.reason the end of such a message, which is the message of its `originalError`.
 * @param options.hints whether other names of the schema may be suggested.
 */
export function inputFault(message: string, { reason, hints }: { reason: string | undefined; hints: boolean }): InputFault {
  const plain = (said: string) => `${unquoted(said.replace(suggestion, ''))}${hints ? (suggestion.exec(said)?.[0] ?? '') : ''}`
  const [, variable, isValue] = /^Variable "\$(\w+)" (got invalid value)?/.exec(message) ?? []
  if (variable === undefined || isValue === undefined) return { message: plain(message), field: { path: variable ?? '', message: plain(message) } }
  const why = reason === undefined || !message.endsWith(`; ${reason}`) ? 'It is not right' : plain(reason)
  const place = reason === undefined ? undefined : / at "(\w+[^"]+)"$/.exec(message.slice(0, -reason.length - 2))?.[1]
  if (place === undefined) return { message: `Variable "$${variable}" got invalid value; ${why}`, field: { path: variable, message: why } }
  return { message: `Variable "$${variable}" got invalid value at "${place}"; ${why}`, field: { path: place.replace(/^\w+\.?/, '').replace(/\[(\d+)\]/g, '.$1'), message: why } }
}
