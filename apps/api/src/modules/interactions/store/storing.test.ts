import { expect, test } from 'vitest'
import { createStoring } from './storing'

const never = () => new Promise<never>(() => undefined)

test('whoever waits for the store is let go when it ceases to take anything, and nobody waits then until it does again', async () => {
  const storing = createStoring()
  const waits = storing.while(never)
  storing.set(false)
  await waits
  await storing.while(never)
  storing.set(true)
  let done = false
  const again = storing.while(() => Promise.resolve()).then(() => (done = true))
  expect(done).toBe(false)
  await again
})

test('a work that fails is waited for no longer, and fails nobody', async () => {
  await createStoring().while(() => Promise.reject(new Error('away')))
})
