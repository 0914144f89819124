import type { UserId } from '@brokersync/schema/ids'
import { reachOf, type Actor } from '../../platform/directory/actor'
import type { DirectoryClient } from '../../platform/directory/directory'
import { covers } from '../../platform/directory/reach'
import type { Sealer } from '../../platform/keys/keys'
import type { Write } from '../../platform/postgres/commit'
import { placeOfReason } from './earlier-wordings'
import { keyOwnerOf, type Interaction, type InteractionContent } from './interaction'

/** What can be corrected and taken back; an order's event is so by another event of the order. */
export type Revisable = Exclude<Interaction, { kind: 'OrderEvent' }>

/** Its author; or who may hand the client over, as a manager does for a colleague who left. */
export const mayRevise = (actor: Actor, { authorId }: Interaction, client: DirectoryClient): boolean => authorId === actor.userId || covers(reachOf(actor, 'clients:assign'), client)

/** An interaction with other texts of its kind, and who put them there. */
export interface Revision {
  after: Interaction
  /** How often it was revised, with this. */
  version: number
  at: Date
  by: UserId | null
}

/** What becomes of an interaction that is corrected, or taken back. */
export function revision(item: Revisable, { texts, at, by, retracted }: Pick<Revision, 'at' | 'by'> & { texts: InteractionContent['texts']; retracted: boolean }): Revision {
  const version = (item.codes.revised?.version ?? 0) + 1
  // The same item, with other texts of its kind.
  const after = { ...item, codes: { ...item.codes, revised: { version, at: at.toISOString(), by, retracted } }, texts } as Interaction
  return { after, version, at, by }
}

/** Keeps what stood there before, sealed as it was, with the reason; of two revisions of one version the first alone. */
export function keepRevisions(revisions: readonly (Revision & { sealed: Buffer; reason: string })[], sealer: Sealer): Write {
  return {
    sql: `INSERT INTO interactions.revision (id, version, client_id, sealed, replaced_at, replaced_by, reason)
      SELECT * FROM unnest($1::text[], $2::int[], $3::uuid[], $4::bytea[], $5::timestamptz[], $6::uuid[], $7::bytea[]) ON CONFLICT DO NOTHING RETURNING 1`,
    values: [
      revisions.map(({ after }) => after.id), revisions.map(({ version }) => version), revisions.map(({ after }) => after.clientId), revisions.map(({ sealed }) => sealed),
      revisions.map(({ at }) => at.toISOString()), revisions.map(({ by }) => by), revisions.map(({ after, version, reason }) => sealer.seal(keyOwnerOf(after), placeOfReason(after.id, version), reason)),
    ],
  }
}
