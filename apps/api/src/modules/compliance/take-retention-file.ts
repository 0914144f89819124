import { uuidv7 } from '../../platform/ids'
import { ExpectationFailed } from '../../platform/postgres/commit'
import type { RetentionRules } from './retention'
import { changesBetween } from './retention-set'
import type { RetentionStore } from './store/retention.store'

const origin = { actorId: null, credential: 'system', requestId: 'start' }

/**
 * Takes the rules of the file: as the first version, and again whenever the file has changed. What was changed in the page or by command
 * since the file was last taken is never overwritten by it: then it is told that the two differ. It moves no day of what is kept already.
 * @param warn takes the sentence for the operator.
 */
export async function takeRetentionFile({ store, file, warn }: { store: RetentionStore; file: RetentionRules; warn: (sentence: string) => void }): Promise<void> {
  const [newest, taken] = await Promise.all([store.newest(), store.newestOfFile()])
  const changes = newest === null || taken === null ? [] : changesBetween(taken, file)
  if (newest !== null && changes.length === 0) return
  if (newest !== null && newest.source !== 'FILE') {
    if (changesBetween(newest, file).length > 0) warn(`retention.yaml says other than the rules in force, which were changed since (version ${newest.version}); \`npm run cli -- retention apply\` takes the file`)
    return
  }
  const set = { ...file, version: (newest?.version ?? 0) + 1, id: uuidv7(), source: 'FILE', reason: 'retention.yaml', madeBy: null, madeAt: new Date() } as const
  await store.add(set, changes, { origin }).catch((error: unknown) => {
    // Another process that starts at the same time has taken it.
    if (!(error instanceof ExpectationFailed)) throw error
  })
}
