import { uuidv7 } from '../../platform/ids'
import { ExpectationFailed } from '../../platform/postgres/commit'
import { changesBetween } from './role-set'
import type { Roles } from './roles'
import type { RoleStore } from './store/role.store'

const origin = { actorId: null, credential: 'system', requestId: 'start' }

/**
 * Takes the roles of the file: as the first version, and again whenever the file has changed. What was changed in the page or by command
 * since the file was last taken is never overwritten by it: then it is told how the two differ.
 * @param warn takes the sentence for the operator.
 */
export async function takeRolesFile({ store, file, warn }: { store: RoleStore; file: Roles; warn: (sentence: string) => void }): Promise<void> {
  const [newest, taken] = await Promise.all([store.newest(), store.newestOfFile()])
  const changes = newest === null || taken === null ? [] : changesBetween(taken.grants, file.grants)
  if (newest !== null && changes.length === 0) return
  if (newest !== null && newest.source !== 'FILE') {
    const differing = changesBetween(newest.grants, file.grants).length
    if (differing > 0) warn(`roles.yaml says other than the roles in force, which were changed since (version ${newest.version}), in ${differing} place(s); \`npm run cli -- roles apply\` takes the file`)
    return
  }
  const set = { version: (newest?.version ?? 0) + 1, id: uuidv7(), grants: file.grants, source: 'FILE', reason: 'roles.yaml', madeBy: null, madeAt: new Date() } as const
  await store.add(set, changes, { origin }).catch((error: unknown) => {
    // Another process that starts at the same time has taken it.
    if (!(error instanceof ExpectationFailed)) throw error
  })
}
