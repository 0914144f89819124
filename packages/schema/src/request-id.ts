/** The header by which an answer tells its request's id, a caller its own name for a request, and the gateway a process which request it serves. */
export const requestIdHeader = 'x-request-id'

/** A request's id as somebody else gives it, where it has a form that is safe in a log. */
export const givenRequestId = (header: string | string[] | undefined): string | undefined => (typeof header === 'string' && /^[A-Za-z0-9._:-]{1,64}$/.test(header) ? header : undefined)
