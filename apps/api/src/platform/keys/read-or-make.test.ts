import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readOrMake } from './read-or-make'

test('of many who ask for a key at once one makes it, all have the same whole one, and nothing else is left', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'brokersync-key-'))
  const path = join(folder, 'key')
  const all = await Promise.all(Array.from({ length: 50 }, (_, index) => readOrMake(path, () => String(index).repeat(10_000))))
  expect(all.filter(({ made }) => made)).toHaveLength(1)
  expect(new Set(all.map(({ text }) => text)).size).toBe(1)
  expect(all[0]?.text.length).toBeGreaterThanOrEqual(10_000)
  expect(await readdir(folder)).toEqual(['key'])
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await readOrMake(path, () => 'another')).toEqual({ text: all[0]?.text, made: false })
  await rm(folder, { recursive: true })
})
