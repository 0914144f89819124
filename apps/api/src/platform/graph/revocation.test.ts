import type { UserId } from '@brokersync/schema/ids'
import { expect, test } from 'vitest'
import { isRevoked } from './revocation'

const userId = '0190b5a0-0000-7000-8000-000000000001' as UserId
const one = (credential: string, id = userId) => ({ userId: id, credential })
const event = (type: string, data: Readonly<Record<string, unknown>>) => ({ type, subject: userId, data })

test.each([
  ['the token that is revoked', one('token:1'), event('token.revoked', { credential: 'token:1' }), true],
  ['another token of the user', one('token:2'), event('token.revoked', { credential: 'token:1' }), false],
  ['each session where all end', one('session:1'), event('session.ended', { except: null }), true],
  ['the session that is kept', one('session:1'), event('session.ended', { except: 'session:1' }), false],
  ['another session than is kept', one('session:2'), event('session.ended', { except: 'session:1' }), true],
  ['a token where all sessions end', one('token:1'), event('session.ended', { except: null }), false],
  ['whatever a changed user is signed in by', one('token:1'), event('user.updated', { team: null }), true],
  ['a session of someone else', one('session:1', '0190b5a0-0000-7000-8000-000000000002' as UserId), event('session.ended', { except: null }), false],
])('of %s', (_, actor, happened, out) => {
  expect(isRevoked(actor, happened)).toBe(out)
})
