import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadApprovalRules } from './approval-rules'

let folder: string
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'brokersync-config-'))))
afterEach(() => rm(folder, { recursive: true }))

const written = async (text: string) => {
  await writeFile(join(folder, 'approvals.yaml'), text)
  return loadApprovalRules(folder)
}

test('names the acts, and for how long a request holds', async () => {
  expect(await written('acts: [CHANGE_ROLES]\ndays: 2')).toEqual({ acts: new Set(['CHANGE_ROLES']), holdsFor: 2 * 86_400_000 })
})

test('without a file no act needs a second person', async () => {
  expect((await loadApprovalRules(folder)).acts.size).toBe(0)
})

test('a file that is not right says all that is wrong, and never passes for one that names nothing', async () => {
  await expect(written('acts: [CHANGE_ROLE]\ndays: 0')).rejects.toThrow(/acts\.0 must be out of ERASE_CLIENT.*\n.*days/)
  await expect(written('acts: [')).rejects.toThrow(/no YAML/)
  await expect(written('')).rejects.toThrow(/not right/)
})
