import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type App } from '../../testing/app'

let app: App
beforeAll(async () => {
  app = await startApp({ modules: ['access'], variables: { PUBLIC_URL: 'https://crm.example' } })
})
afterAll(() => app.stop())

test.each(['/', '/graphql', '/health', '/nowhere'])('%s carries what keeps a browser from doing what it should not', async (path) => {
  const { headers } = await fetch(`${app.served.address}${path}`)
  const policy = headers.get('content-security-policy') ?? ''
  expect(policy).toContain("script-src 'self'")
  expect(policy).not.toMatch(/script-src[^;]*unsafe|connect-src[^;]*(ws:|\*)/)
  for (const part of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"]) expect(policy).toContain(part)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
  expect(headers.get('strict-transport-security')).toMatch(/max-age=31536000/)
  expect(headers.get('x-powered-by')).toBeNull()
})

test('where the product has no address of https, no browser is told to come by it alone', async () => {
  const plain = await startApp({ modules: ['access'] })
  const { headers } = await fetch(`${plain.served.address}/health`)
  await plain.stop()
  expect(headers.get('strict-transport-security')).toBeNull()
})
