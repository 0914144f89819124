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

/**
 * The fault that a message of graphql-js tells of, which names the place only in its text:
 * `Variable "$input" got invalid value … at "input.contact.emails[0]"; …`.
 */
export function coercionFault(message: string): { path: string; message: string } {
  const place = /^Variable "\$(\w+)" got invalid value .*? at "([^"]+)"; (.*)$/s.exec(message)
  const whole = /^Variable "\$(\w+)" (.*)$/s.exec(message)
  const path = (place?.[2]?.replace(/^\w+\.?/, '') ?? whole?.[1] ?? '').replace(/\[(\d+)\]/g, '.$1')
  return { path, message: place?.[3] ?? message }
}
