import type { Connection } from '@brokersync/schema/connection'
import { connection } from '@brokersync/schema/connection'
import { RetainedRecords } from '@brokersync/schema/enums'
import { z } from 'zod'
import type { Approvals } from '../../platform/approvals/approvals'
import { commandLine } from '../../platform/directory/actor'
import { badInput, staleVersion } from '../../platform/errors/domain-error'
import { readInput } from '../../platform/errors/read-input'
import type { RequestContext } from '../../platform/graph/context'
import { pageSize, type Cursors } from '../../platform/graph/cursor'
import { uuidv7 } from '../../platform/ids'
import { ExpectationFailed } from '../../platform/postgres/commit'
import type { RecordClass, Regime, RetentionRules } from './retention'
import { changesBetween, faultsOfRules, movedTo, type Moved, type RetentionSet } from './retention-set'
import type { HoldStore } from './store/hold.store'
import type { KeptOf, RequestStore } from './store/request.store'
import type { RetentionStore } from './store/retention.store'

/** Rules as they are asked for. */
export interface GivenRules {
  regime: string
  years: readonly { records: RetainedRecords; years: number }[]
}

/** A whole new version of the rules, on top of one. */
export interface RetentionChange extends GivenRules {
  version: number
  reason: string
}

/** Of how many erased clients something is kept; of how many of them something would go at once, or else earlier; and of how many later. */
export interface RetentionEffect {
  clients: number
  kept: Readonly<Record<RecordClass, number>>
  atOnce: number
  earlier: number
  later: number
}

const years = z.array(z.object({ records: z.enum(RetainedRecords), years: z.int('must be whole years').min(1, 'must be at least 1').max(100, 'must be at most 100') }))
const rulesInput = z.object({
  regime: z.string().regex(/^[A-Z][A-Z0-9_]{0,39}$/, 'must be a name like MIFID_II: capitals, digits and _, at most 40'),
  years: years.refine((given) => new Set(given.map(({ records }) => records)).size === given.length, 'must name each kind of record once'),
})
const input = rulesInput.extend({ version: z.number(), reason: z.string().trim().min(1, 'must say why').max(500, 'must have at most 500 characters') })

const list = 'retentionVersions'

/** For how long which records are kept, as officers see and change it. */
export class RetentionService {
  /** @param parts.regimes those that the firm's file knows. */
  constructor(private readonly parts: { store: RetentionStore; requests: RequestStore; holds: HoldStore; cursors: Cursors; approvals: Approvals; regimes: readonly Regime[] }) {}

  get regimes(): readonly Regime[] {
    return this.parts.regimes
  }

  async current(): Promise<RetentionSet> {
    const newest = await this.parts.store.newest()
    if (newest === null) throw new Error('There are no retention rules')
    return newest
  }

  async page({ first, after }: { first: number; after: string | null }): Promise<Connection<RetentionSet>> {
    const { store, cursors } = this.parts
    const size = pageSize(first)
    const rows = await store.page({ first: size + 1, before: after === null ? null : Number(cursors.decode(list, after)[0]) })
    return connection(rows, { first: size, after: after !== null }, (node) => ({ node, cursor: () => cursors.encode(list, [node.version]) }))
  }

  /** What rules would make of what is kept of erased clients. @throws {DomainError} BAD_USER_INPUT with all faults. */
  async effect(given: GivenRules): Promise<RetentionEffect> {
    return counted(await this.moves(this.checked(readInput(rulesInput, given))))
  }

  /**
   * Puts new rules in force for every decision from now on. The days on which what is kept of erased clients goes move with them, in the same
   * unit of work: later where a duty became longer, earlier where it became shorter.
   * @throws {DomainError} BAD_USER_INPUT with all faults; CONFLICT for an old version, or where it needs a second person.
   */
  async update(context: RequestContext, change: RetentionChange): Promise<RetentionSet> {
    const { version, reason, ...given } = readInput(input, change)
    const rules = this.checked(given)
    const before = await this.current()
    if (before.version !== version) throw staleVersion('set of retention rules', before.version)
    const changes = changesBetween(before, rules)
    if (changes.length === 0) return before
    const { actor, origin } = context
    const moves = await this.moves(rules)
    const admission = await this.parts.approvals.admit(context, {
      act: 'CHANGE_RETENTION', operation: 'updateRetention', input: { version, reason, ...given }, subject: { type: 'RetentionRules', id: String(version + 1) },
      says: [...changes.map(({ field, before: was, after }) => `${field}: ${was ?? 'not kept'} → ${after ?? 'not kept'}`), ...effectWords(counted(moves)), reason],
    })
    const source = actor.credential === commandLine ? 'COMMAND' : 'PAGE'
    const set: RetentionSet = { ...rules, version: version + 1, id: uuidv7(), source, reason, madeBy: actor.userId, madeAt: new Date() }
    await this.parts.store.add(set, changes, { origin, admission, besides: this.parts.requests.keepUntil(moves) }).catch(async (error: unknown) => {
      throw error instanceof ExpectationFailed ? staleVersion('set of retention rules', (await this.current()).version) : error
    })
    return set
  }

  private checked({ regime, years: given }: GivenRules): RetentionRules {
    const rules = { regime, years: Object.fromEntries(given.map(({ records, years: of }) => [records.toLowerCase() as RecordClass, of])) }
    const faults = faultsOfRules(rules, this.parts.regimes)
    if (faults.length > 0) throw badInput(faults)
    return rules
  }

  private async moves(rules: RetentionRules): Promise<(Moved & { of: KeptOf })[]> {
    const { requests, holds } = this.parts
    const keeping = await requests.keeping()
    const standing = await holds.standingOfAny(keeping.map(({ clientId }) => clientId))
    const now = new Date()
    return keeping.map((of) => ({ of, ...movedTo(rules, { kept: of.kept, holds: standing.filter(({ clientId }) => clientId === of.clientId), now }) }))
  }
}

const counted = (moves: readonly Moved[]): RetentionEffect => {
  const count = (is: (move: Moved) => boolean) => moves.filter(is).length
  const holding = (name: RecordClass) => count(({ kept }) => kept.some((one) => one.class.startsWith(`${name}-`)))
  const kept = { orders: holding('orders'), communications: holding('communications'), notes: holding('notes') }
  return { clients: moves.length, kept, atOnce: count((move) => move.atOnce), earlier: count((move) => move.earlier && !move.atOnce), later: count((move) => move.later) }
}

/** What comes of it, for whoever approves it. */
function effectWords({ atOnce, earlier, later }: RetentionEffect): string[] {
  const of = (count: number, when: string) => (count === 0 ? [] : [`What is kept of ${count} erased client(s) goes ${when}`])
  return [...of(atOnce, 'at once'), ...of(earlier, 'earlier'), ...of(later, 'later')]
}
