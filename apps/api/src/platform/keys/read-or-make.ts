import { randomUUID } from 'node:crypto'
import { link, open, readFile, rm } from 'node:fs/promises'

async function readIfThere(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  })
}

/**
 * Reads a file of a key (mode 0600); whoever comes first of several processes makes it. It is written beside and linked into its place, so that nobody
 * ever reads a part of it, and a process that is killed meanwhile leaves none.
 */
export async function readOrMake(path: string, content: () => string): Promise<{ text: string; made: boolean }> {
  const known = await readIfThere(path)
  if (known !== null) return { text: known, made: false }
  const draft = `${path}.${randomUUID()}`
  const text = content()
  const file = await open(draft, 'wx', 0o600)
  await file.writeFile(text)
  await file.sync()
  await file.close()
  try {
    await link(draft, path)
    return { text, made: true }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    return { text: await readFile(path, 'utf8'), made: false }
  } finally {
    await rm(draft)
  }
}
