import { describe, expect, test } from 'vitest'
import { explained, failure, failureOfStatus, toFailure } from './failure'

describe('a failure is read from', () => {
  test('the GraphQL error that has a code of the contract, with all its fields', () => {
    const fields = [{ path: 'contact.emails.0.address', message: 'Not an email address' }, { path: 'displayName', message: 'Needed' }]
    const thrown = { errors: [{ message: 'odd' }, { message: 'Refused', extensions: { code: 'BAD_USER_INPUT', fields } }] }

    expect(toFailure(thrown)).toMatchObject({ code: 'BAD_USER_INPUT', message: 'Refused', fields })
  })

  test('a conflict, with the version that is current', () => {
    const thrown = { errors: [{ message: 'Stale', extensions: { code: 'CONFLICT', currentVersion: 4 } }] }

    expect(toFailure(thrown)).toMatchObject({ code: 'CONFLICT', currentVersion: 4 })
  })

  test('an error without a known code, as INTERNAL with the id to quote', () => {
    const thrown = { errors: [{ message: 'Boom', extensions: { code: 'SOMETHING', id: '7F3A-91' } }] }

    expect(toFailure(thrown)).toMatchObject({ code: 'INTERNAL', id: '7F3A-91' })
  })

  test('the GraphQL errors inside of a refused HTTP answer', () => {
    const bodyText = JSON.stringify({ errors: [{ message: 'Sign in', extensions: { code: 'UNAUTHENTICATED' } }] })

    expect(toFailure({ message: 'Response not successful', statusCode: 401, bodyText }).code).toBe('UNAUTHENTICATED')
  })

  test('the HTTP status where the body says nothing', () => {
    expect(toFailure({ message: 'Bad gateway', statusCode: 502, bodyText: '<html>' }).code).toBe('UNAVAILABLE')
    expect(failureOfStatus(429, '').code).toBe('RATE_LIMITED')
  })

  test('a request that met no server', () => {
    expect(toFailure(new TypeError('Failed to fetch')).code).toBe('NETWORK')
  })

  test('a failure, as itself', () => {
    const gone = failure('GONE', 'Erased')

    expect(toFailure(gone)).toBe(gone)
  })
})

test('what waits for a second person is not told as somebody else’s change', () => {
  const waiting = toFailure({ errors: [{ message: 'This needs a second person', extensions: { code: 'CONFLICT', approvalId: 'a1' } }] })

  expect(explained(waiting, 'The change').title).toBe('Recorded: a second person decides on it.')
})

test('what is refused says what it lacks', () => {
  const refused = failure('FORBIDDEN', 'This needs the permission interactions:write')

  expect(explained(refused, 'What you typed').title).toBe('What you typed is refused: this needs the permission interactions:write.')
})

test('an internal failure quotes its id', () => {
  expect(explained({ ...failure('INTERNAL', ''), id: '7F3A-91' }, 'The timeline').advice).toBe('Try again. If it stays so, quote 7F3A-91.')
})
