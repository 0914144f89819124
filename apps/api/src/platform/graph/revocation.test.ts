import type { UserId } from '@brokersync/schema/ids'
import { expect, test } from 'vitest'
import { whyOut } from './revocation'

const userId = '0190b5a0-0000-7000-8000-000000000001' as UserId
const one = (credential: string, id = userId) => ({ userId: id, credential })
const event = (type: string, data: Readonly<Record<string, unknown>>) => ({ type, subject: userId, data })

test.each([
  ['the token that is revoked', one('token:1'), event('token.revoked', { credential: 'token:1' }), 'revoked'],
  ['another token of the user', one('token:2'), event('token.revoked', { credential: 'token:1' }), null],
  ['each session where all end', one('session:1'), event('session.ended', { except: null }), 'revoked'],
  ['the session that is kept', one('session:1'), event('session.ended', { except: 'session:1' }), null],
  ['another session than is kept', one('session:2'), event('session.ended', { except: 'session:1' }), 'revoked'],
  ['a token where all sessions end', one('token:1'), event('session.ended', { except: null }), null],
  ['whatever a deactivated user is signed in by', one('token:1'), event('user.deactivated', { team: null }), 'revoked'],
  ['a changed user, who comes back with what it may now', one('token:1'), event('user.updated', { team: null }), 'changed'],
  ['a user whose reach changed', one('session:1'), event('access.changed', { userIds: [userId] }), 'changed'],
  ['everybody, where the roles changed', one('session:1'), event('access.changed', { userIds: null }), 'changed'],
  ['a user whose reach did not change', one('session:1'), event('access.changed', { userIds: [] }), null],
  ['a session of someone else', one('session:1', '0190b5a0-0000-7000-8000-000000000002' as UserId), event('session.ended', { except: null }), null],
])('of %s', (_, actor, happened, out) => {
  expect(whyOut(actor, happened)).toBe(out)
})
