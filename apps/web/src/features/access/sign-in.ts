import { failure, failureOfStatus, type Failure } from '../../lib/failure'

/** Opens a session: null when it is open (its cookie is set), or why not. */
export async function signIn(email: string, password: string): Promise<Failure | null> {
  const response = await post('/api/auth/sign-in/email', { email, password })
  if (!response) return failure('NETWORK', 'The server cannot be reached.')
  if (response.ok) return null
  const failed = failureOfStatus(response.status, response.statusText)
  return response.status === 400 ? { ...failed, code: 'UNAUTHENTICATED' } : failed
}

/** Ends the session on the server; false where the server could not be told. */
export async function signOut(): Promise<boolean> {
  const response = await post('/api/auth/sign-out', {})
  return response !== null && (response.ok || response.status === 401)
}

async function post(url: string, body: unknown): Promise<Response | null> {
  try {
    return await fetch(url, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  } catch {
    return null
  }
}

/** What the sign-in page says about a refused try, and what to do. */
export function refusal(failed: Failure): string {
  switch (failed.code) {
    case 'UNAUTHENTICATED':
    case 'FORBIDDEN':
      return 'Email and password do not match. Check both; an administrator can set a new password.'
    case 'RATE_LIMITED':
      return 'Too many tries. Wait a minute, then sign in again.'
    case 'NETWORK':
    case 'UNAVAILABLE':
      return 'The server cannot be reached. Check your connection, then try again.'
    default:
      return 'Signing in failed on the server. Try again; if it stays so, tell an administrator.'
  }
}
