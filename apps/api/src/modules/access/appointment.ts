import type { Role } from '@brokersync/schema/enums'
import type { Admission, Approvals, GuardedAct } from '../../platform/approvals/approvals'
import type { RequestContext } from '../../platform/graph/context'
import type { RoleKeeper } from './role-keeper'

/** A user before and after, as far as it decides whether the user may approve; null: there was none. */
interface Change {
  before: { roles: readonly Role[]; active: boolean } | null
  after: { roles: readonly Role[]; active: boolean }
}

/**
 * Whoever makes somebody who may approve what others ask for, or gives such a person a password, could be both of the two persons that an act needs.
 * So this is an act as well that a firm may let nobody do alone.
 */
export function appointments({ approvals, roles }: { approvals: Approvals; roles: RoleKeeper }) {
  const decides = async (user: Change['after'] | null): Promise<boolean> => user !== null && user.active && (await roles.current()).grantsOf(user.roles).has('approvals:decide')
  const admit = (context: RequestContext, act: Omit<GuardedAct, 'act'>): Promise<Admission> => approvals.admit(context, { ...act, act: 'APPOINT_APPROVERS' })
  return {
    /** @throws {DomainError} CONFLICT where somebody becomes one who may approve, and that needs a second person. */
    async admitChange(context: RequestContext, { before, after }: Change, act: Omit<GuardedAct, 'act'>): Promise<Admission> {
      return (await decides(after)) && !(await decides(before)) ? admit(context, act) : { writes: [], events: [] }
    },
    /** The same where somebody may approve already, and another would be able to sign in as that person. */
    async admitPassword(context: RequestContext, user: Change['after'], act: Omit<GuardedAct, 'act'>): Promise<Admission> {
      return (await decides(user)) ? admit(context, act) : { writes: [], events: [] }
    },
  }
}
export type Appointments = ReturnType<typeof appointments>
