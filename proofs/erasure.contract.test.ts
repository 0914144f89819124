import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../', import.meta.url))

function proved(...words: string[]): { code: number | null; told: { failed: number; tried: number } } {
  const { status, stdout } = spawnSync('node_modules/.bin/tsx', ['--tsconfig', 'apps/api/tsconfig.json', 'proofs/erasure.ts', '--short', ...words], { cwd: root, encoding: 'utf8' })
  return { code: status, told: JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as { failed: number; tried: number } } // The proof's last line.
}

test('of an erased client nothing stands on the disk any more', () => {
  const { code, told } = proved()
  expect(told).toMatchObject({ proof: 'erasure', failed: 0 })
  expect(told.tried).toBeGreaterThan(100)
  expect(code).toBe(0)
}, 120_000)

test('where nothing was erased, the same search finds it', () => {
  const { code, told } = proved('--forge', 'kept')
  expect(told.failed).toBeGreaterThan(0)
  expect(code).toBe(1)
}, 120_000)
