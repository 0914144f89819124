import { GraphQLError } from 'graphql'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { teller } from './errors'

const logger = pino({ level: 'silent' })
const plain = teller({ hints: false, logger })

const told = (error: GraphQLError, tell = plain) => tell([error])[0]?.toJSON()

test('an error of a subgraph stays as it was told', () => {
  const extensions = { code: 'CONFLICT', currentVersion: 3 }
  expect(told(new GraphQLError('Changed meanwhile', { path: ['updateClient'], extensions }))).toEqual({ message: 'Changed meanwhile', path: ['updateClient'], extensions })
})

test.each(['SUBREQUEST_HTTP_ERROR', 'DOWNSTREAM_SERVICE_ERROR', 'RESPONSE_VALIDATION_FAILED', 'TIMEOUT_ERROR'])('%s is told as UNAVAILABLE, without addresses', (code) => {
  const error = new GraphQLError('connect ECONNREFUSED 10.0.0.7:4001', { path: ['client', 'timeline'], extensions: { code, serviceName: 'PROFILES_SYNC' } })
  expect(told(error)).toEqual({
    message: 'What profiles, sync serves is not available at the moment; try again', path: ['client', 'timeline'], extensions: { code: 'UNAVAILABLE' },
  })
})

test('what is wrong with a variable is told with its place, and not with the value', () => {
  const message = 'Variable "$input" got invalid value 3 at "input.contact.emails[0].address"; String cannot represent a non string value: 3'
  expect(told(new GraphQLError(message, { originalError: new GraphQLError('String cannot represent a non string value: 3') }))).toEqual({
    message: 'Variable "$input" got invalid value at "input.contact.emails[0].address"; String cannot represent a non string value',
    extensions: { code: 'BAD_USER_INPUT', fields: [{ path: 'contact.emails.0.address', message: 'String cannot represent a non string value' }] },
  })
})

test('hints at the schema are left out unless they are asked for', () => {
  const error = new GraphQLError('Cannot query field "mee" on type "Query". Did you mean "me"?')
  expect(told(error)?.message).toBe('Cannot query field "mee" on type "Query".')
  expect(told(error, teller({ hints: true, logger }))?.message).toBe(error.message)
})

test('of what nobody foresaw only an id is told', () => {
  const error = told(new GraphQLError('secret of the house', { originalError: new Error('secret of the house') }))
  expect(error?.extensions).toEqual({ code: 'INTERNAL', id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string })
  expect(JSON.stringify(error)).not.toContain('secret')
})
