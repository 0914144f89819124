import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { searchBytes } from './search'

test('a text is found wherever it stands: over the edge of a block, in UTF-16, in capitals, in folders below', () => {
  const folder = mkdtempSync(join(tmpdir(), 'brokersync-search-'))
  mkdirSync(join(folder, 'below'))
  writeFileSync(join(folder, 'edge'), Buffer.concat([Buffer.alloc(8 * 1024 * 1024 - 3), Buffer.from('canary')]))
  writeFileSync(join(folder, 'below', 'wide'), Buffer.from('xcanaryx', 'utf16le'))
  writeFileSync(join(folder, 'capitals'), 'A CANARY')
  writeFileSync(join(folder, 'none'), 'canar y')
  const { found, files } = searchBytes(folder, 'canary')
  rmSync(folder, { recursive: true })
  expect([found.map((path) => path.slice(folder.length + 1)).toSorted(), files]).toEqual([['below/wide', 'capitals', 'edge'], 4])
})
