import { expect, test, vi } from 'vitest'
import { ExpectationFailed } from '../postgres/commit'
import { commitStanding, StandsNoMore, whileStanding } from './standing'

const failing = () => new ExpectationFailed(whileStanding('profiles', ['c1']).what ?? '')
const directory = () => ({ catchUp: vi.fn(() => Promise.resolve()) })

test('a client that is not known yet is waited for, and the change is committed then', async () => {
  const known = directory()
  const commit = vi.fn(() => (known.catchUp.mock.calls.length === 0 ? Promise.reject(failing()) : Promise.resolve()))
  await commitStanding(known, commit)
  expect(commit).toHaveBeenCalledTimes(2)
})

test('one that stands no more once the log is read is refused', async () => {
  const known = directory()
  await expect(commitStanding(known, () => Promise.reject(failing()))).rejects.toThrow(StandsNoMore)
  expect(known.catchUp).toHaveBeenCalledTimes(1)
})

test('what fails otherwise fails at once, as it is', async () => {
  const known = directory()
  const other = new ExpectationFailed('the row')
  await expect(commitStanding(known, () => Promise.reject(other))).rejects.toBe(other)
  expect(known.catchUp).not.toHaveBeenCalled()
})
