import type { UserId } from '@brokersync/schema/ids'
import { uuidv7 } from '../ids'
import { ExpectationFailed, type Origin } from '../postgres/commit'

/** What stands at the head of a version of something that a file of the firm says, and the page or a command may change. */
interface VersionHead {
  /** From 1 on, one more with each change. */
  version: number
  id: string
  source: 'FILE' | 'PAGE' | 'COMMAND'
  reason: string
  /** Null: the product itself, from the file. */
  madeBy: UserId | null
  madeAt: Date
}

interface Versions<Content, Change> {
  /** Null before the first start. */
  newest(): Promise<(Content & VersionHead) | null>
  /** The newest that came from a file, by a start or a command. */
  newestOfFile(): Promise<(Content & VersionHead) | null>
  /** @throws {ExpectationFailed} when another came first. */
  add(set: Content & VersionHead, changes: readonly Change[], making: { origin: Origin }): Promise<void>
}

interface Taking<Content, Change> {
  store: Versions<Content, Change>
  /** The file's name, and what it says. */
  name: string
  content: Content
  changesBetween: (before: Content, after: Content) => Change[]
  /** Told where the file says other than the version in force, which was not made by a file. */
  differs: (version: number, places: number) => void
}

const origin: Origin = { actorId: null, credential: 'system', requestId: 'start' }

/**
 * Takes what a file says: as the first version, and again whenever the file has changed. What was changed in the page or by command since the
 * file was last taken is never overwritten by it: then it is told how the two differ.
 */
export async function takeFile<Content extends object, Change>({ store, name, content, changesBetween, differs }: Taking<Content, Change>): Promise<void> {
  const [newest, taken] = await Promise.all([store.newest(), store.newestOfFile()])
  const changes = newest === null || taken === null ? [] : changesBetween(taken, content)
  if (newest !== null && changes.length === 0) return
  if (newest !== null && newest.source !== 'FILE') {
    const places = changesBetween(newest, content).length
    if (places > 0) differs(newest.version, places)
    return
  }
  const head = { version: (newest?.version ?? 0) + 1, id: uuidv7(), source: 'FILE', reason: name, madeBy: null, madeAt: new Date() } as const
  await store.add({ ...content, ...head }, changes, { origin }).catch((error: unknown) => {
    // Another process that starts at the same time has taken it.
    if (!(error instanceof ExpectationFailed)) throw error
  })
}
