/**
 * graphql-ws acknowledges a connection, never a subscription: what happens between the two is neither read nor heard. So once a
 * subscription stands, the server says so by a ping with the id of its operation, which any client answers and may else pass over.
 */
export const standing = (operationId: string): string => JSON.stringify({ type: 'ping', payload: { standing: operationId } })

/** The id of the operation that stands, out of a ping's payload; null for any other ping. */
export const standingOf = (payload: Record<string, unknown> | undefined): string | null => (typeof payload?.['standing'] === 'string' ? payload['standing'] : null)
