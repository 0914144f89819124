import { expect, test } from 'vitest'
import { agentClassOf } from './agent'

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36', 'chrome'],
  ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0', 'edge'],
  ['Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15', 'safari'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0', 'firefox'],
  ['curl/8.5.0', 'curl'],
  ['node', 'node'],
  ['python-requests/2.32', 'python'],
  ['A program of our own', 'other'],
])('%s is of the class %s', (userAgent, expected) => {
  expect(agentClassOf(userAgent)).toBe(expected)
})

test('without the header there is no class', () => {
  expect(agentClassOf(undefined)).toBeNull()
})
