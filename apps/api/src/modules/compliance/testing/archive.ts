import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished } from 'vitest'

const run = promisify(execFile)

/** An archive that was fetched, for as long as a test runs. */
export interface Archive {
  /** What is in it. */
  names: () => Promise<string[]>
  bytes: (name: string) => Promise<Buffer>
  text: (name: string) => Promise<string>
  /** What a module handed out. */
  records: (module: string) => Promise<Record<string, unknown>[]>
}

/** Fetches an archive and unpacks it. */
export async function fetchedArchive(address: string | null): Promise<Archive> {
  const answer = await fetch(address ?? '')
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/zip'])
  const folder = await mkdtemp(join(tmpdir(), 'brokersync-archive-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'zip'), Buffer.from(await answer.arrayBuffer()))
  await run('unzip', ['-q', '-d', join(folder, 'files'), join(folder, 'zip')])
  const bytes = (name: string) => readFile(join(folder, 'files', name))
  const text = async (name: string) => String(await bytes(name))
  return { names: () => readdir(join(folder, 'files')), bytes, text, records: async (module) => JSON.parse(await text(`${module}.json`)) as Record<string, unknown>[] }
}
