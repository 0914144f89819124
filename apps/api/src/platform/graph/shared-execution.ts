import { createHash } from 'node:crypto'
import { clientFieldGroups, isLendable, type Permission, type ReachName } from '@brokersync/schema/permissions'
import { execute, type ExecutionArgs, type ExecutionResult } from 'graphql'
import type { ReadRecord } from '../audit/audit'
import type { Actor } from '../directory/actor'
import type { Reach } from '../directory/reach'
import { RequestContext } from './context'

/** What decides between callers in a subscription's fields; whoever has the same of all of these, and with the same reach, is given the same. */
const compared: ReadonlySet<Permission> = new Set<Permission>([...Object.values(clientFieldGroups), 'interactions:read', 'interactions:oversee', 'documents:read', 'users:read', 'privacy:read', 'walls:cross'])

const sortedReach = ({ all, ownerIds, clientIds, exceptOwnerIds }: Reach) => [all, ownerIds.toSorted(), clientIds.toSorted(), exceptOwnerIds.toSorted()]

/** The same for callers who are given the same for the same operation. */
export function sameFor({ permissions, reaches, preview }: Actor, operation: { query: string; operationName?: string | null | undefined; variables?: object | null | undefined }): string {
  const may = [...compared].flatMap((permission) => {
    const name = permissions.get(permission)
    return name === undefined ? [] : [[permission, isLendable(permission) ? sortedReach(reaches.clients[name]) : name]]
  })
  const { query, operationName = null, variables = {} } = operation
  return createHash('sha256').update(JSON.stringify([query, operationName, variables, may, preview === true])).digest('base64')
}

/** Permissions that tell when one is asked for in which callers who are otherwise the same may differ. */
class WatchedPermissions extends Map<Permission, ReachName> {
  private readonly personal: () => void

  constructor(own: ReadonlyMap<Permission, ReachName>, personal: () => void) {
    super()
    this.personal = personal
    for (const [permission, name] of own) this.set(permission, name)
  }
  override get(permission: Permission) {
    if (!compared.has(permission)) this.personal()
    return super.get(permission)
  }
  override has(permission: Permission) {
    if (!compared.has(permission)) this.personal()
    return super.has(permission)
  }
  override entries() {
    this.personal()
    return super.entries()
  }
  override [Symbol.iterator]() {
    return this.entries()
  }
}

/** An actor that tells when anything is asked of it in which callers who are otherwise the same may differ. */
function watched(actor: Actor, personal: () => void): Actor {
  const told = <Value>(value: Value): Value => {
    personal()
    return value
  }
  return {
    permissions: new WatchedPermissions(actor.permissions, personal),
    reaches: {
      clients: actor.reaches.clients,
      get made() {
        return told(actor.reaches.made)
      },
    },
    get userId() {
      return told(actor.userId)
    },
    get roles() {
      return told(actor.roles)
    },
    get credential() {
      return told(actor.credential)
    },
    reachUntil: actor.reachUntil,
    expiresAt: actor.expiresAt,
    ...(actor.preview === true && { preview: true }),
  }
}

type Operation = Pick<ExecutionArgs, 'schema' | 'document' | 'operationName' | 'variableValues'>

/** What a subscriber is sent, and what was read for it. */
export interface Given {
  payload: string
  reads: ReadRecord
}

/** Encodes a result as a subscriber is sent it. */
export type Encode = (result: ExecutionResult) => string

/**
 * Executes an operation once for each event and all who are given the same, and encodes it once. Where something is asked in which they may
 * differ (who asks, say, for a note that not all may read), each has an execution of its own.
 */
export class SharedExecution {
  private readonly made = new WeakMap<object, Map<string, Promise<Given | null>>>()

  constructor(private readonly encode: Encode) {}

  async run(event: object, same: string, operation: Operation, context: RequestContext): Promise<Given> {
    const known = this.made.get(event) ?? new Map<string, Promise<Given | null>>()
    this.made.set(event, known)
    const shared = known.get(same)
    if (shared === undefined) return this.first(event, { known, same, operation, context })
    return (await shared) ?? this.alone(event, operation, new RequestContext(context.actor, context.requestId))
  }

  private async alone(event: object, operation: Operation, context: RequestContext): Promise<Given> {
    return { payload: this.encode(await execute({ ...operation, rootValue: event, contextValue: context })), reads: context.reads }
  }

  /** What the first is given is right for it in any case; the others have it where nothing of its own was asked. */
  private async first(event: object, { known, same, operation, context }: { known: Map<string, Promise<Given | null>>; same: string; operation: Operation; context: RequestContext }): Promise<Given> {
    let isPersonal = false
    const actor = watched(context.actor, () => (isPersonal = true))
    const own = this.alone(event, operation, new RequestContext(actor, context.requestId))
    // Where it fails, each finds out by itself.
    known.set(same, own.then((given) => (isPersonal ? null : given), () => null))
    return own
  }
}
