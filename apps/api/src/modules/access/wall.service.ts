import { badInput, conflict, notFound } from '../../platform/errors/domain-error'
import { readInput } from '../../platform/errors/read-input'
import type { RequestContext } from '../../platform/graph/context'
import { uuidv7 } from '../../platform/ids'
import { ExpectationFailed, type Claim } from '../../platform/postgres/commit'
import { idempotently } from '../../platform/postgres/idempotently'
import { wallInput, wallRemovalInput } from './sharing-input'
import type { SharingParts } from './sharing-parts'
import { inOrder, type Team, type Wall } from './wall'

/** What a wall is asked for. */
export interface NewWall {
  idempotencyKey?: string | null
  teams: string[]
  reason: string
}

/** The firm's teams, and the walls between them. */
export class WallService {
  constructor(private readonly parts: SharingParts) {}

  teams({ reads }: RequestContext): Promise<Team[]> {
    reads.add('user', [])
    return this.parts.store.teams()
  }

  walls(): Promise<Wall[]> {
    return this.parts.store.walls()
  }

  /** @throws {DomainError} BAD_USER_INPUT for teams that nobody is in; CONFLICT where there is one already, or where it needs a second person. */
  set(context: RequestContext, input: NewWall): Promise<Wall> {
    const { database, keys } = this.parts
    const { idempotencyKey = null, ...given } = input
    const repeatable = { caller: context.actor.userId, operation: 'setWall', key: idempotencyKey, input: given }
    return idempotently({ database, schema: 'access', keys }, repeatable, (claims) => this.make(context, given, claims), (id) => this.require(id))
  }

  private async make(context: RequestContext, input: Omit<NewWall, 'idempotencyKey'>, claims: (id: string) => Claim[]): Promise<Wall> {
    const { teams, reason } = readInput(wallInput, input)
    const known = new Set((await this.parts.store.teams()).map(({ name }) => name))
    const faults = teams.flatMap((team, index) => (known.has(team) ? [] : [{ path: `teams.${index}`, message: 'must be a team that somebody is in' }]))
    if (faults.length > 0) throw badInput(faults)
    // Two, as the input was read.
    const [one = '', other = ''] = teams
    const between = inOrder(one, other)
    const stands = () => conflict('There is a wall between these teams already')
    if ((await this.parts.store.walls()).some((wall) => wall.teams.join() === between.join())) throw stands()
    const admission = await this.parts.approvals.admit(context, {
      act: 'CHANGE_WALLS', operation: 'setWall', input: { teams, reason }, subject: { type: 'Wall', id: between.join(' | ') },
      says: [`A wall between ${between[0]} and ${between[1]}`, reason],
    })
    const wall: Wall = { id: uuidv7(), teams: between, reason, madeBy: context.actor.userId, madeAt: new Date(), removedAt: null }
    await this.parts.store.setWall(wall, { claims: claims(wall.id), origin: context.origin, admission }).catch((error: unknown) => {
      throw error instanceof ExpectationFailed ? stands() : error
    })
    return wall
  }

  private async require(id: string): Promise<Wall> {
    const wall = await this.parts.store.wallById(id)
    if (wall === null) throw notFound('wall')
    return wall
  }

  /** Takes a wall away. @throws {DomainError} NOT_FOUND; BAD_USER_INPUT without a reason; CONFLICT where it stands no more, or where it needs a second person. */
  async remove(context: RequestContext, { id, reason: given }: { id: string; reason: string }): Promise<Wall> {
    const wall = await this.require(id)
    const over = () => conflict('This wall stands no more')
    if (wall.removedAt !== null) throw over()
    const { reason } = readInput(wallRemovalInput, { reason: given })
    const admission = await this.parts.approvals.admit(context, {
      act: 'CHANGE_WALLS', operation: 'removeWall', input: { id, reason }, subject: { type: 'Wall', id }, says: [`No more wall between ${wall.teams[0]} and ${wall.teams[1]}`, reason],
    })
    await this.parts.store.removeWall(wall, reason, { origin: context.origin, admission }).catch((error: unknown) => {
      throw error instanceof ExpectationFailed ? over() : error
    })
    return { ...wall, removedAt: new Date() }
  }
}
