import type { EventId, UserId } from '@brokersync/schema/ids'
import { rowOfChange } from '../../platform/audit/changes'
import { hiddenOwner } from '../../platform/directory/reach'
import { uuidv7 } from '../../platform/ids'
import { KeyDestroyed, type Keys } from '../../platform/keys/keys'
import type { Write } from '../../platform/postgres/commit'
import type { Database } from '../../platform/postgres/database'
import { eraseRows } from '../../platform/privacy/erased-rows'
import type { PersonalData } from '../../platform/privacy/personal-data'
import { differences, type ClientProfile } from './client'
import { identityOwner } from './store/client-rows'
import type { ClientStore } from './store/client.store'
import { relationEvent } from './relation'
import type { ConsentStore } from './store/consent.store'
import { partitionsOf, unname } from './store/name-index'
import type { RelationStore } from './store/relation.store'
import type { RestrictionStore } from './store/restriction.store'

const noCodes = JSON.stringify({ communicationPreferences: null, tradingPreferences: null, risk: null })

/** Whose a client is, or was until it was hidden. */
async function ownerBefore(database: Database, { id, ownerId }: Pick<ClientProfile, 'id' | 'ownerId'>): Promise<UserId | null> {
  if (ownerId !== hiddenOwner) return ownerId
  const [row] = await database.query<{ owner: UserId | null }>('SELECT coalesce(c.owner_before, r.owner_id) AS owner FROM profiles.client c LEFT JOIN profiles.restriction r ON r.client_id = c.id AND r.lifted_at IS NULL WHERE c.id = $1', [id])
  return row?.owner ?? null
}

interface Parts {
  database: Database
  keys: Keys
  store: ClientStore
  consents: ConsentStore
  relations: RelationStore
  restrictions: RestrictionStore
  /** Names went. */
  erased: () => void
}

/** Who the client is. What an erased one was known by stays as keyed fingerprints, so that no file brings it back. */
export const profileData = ({ database, keys, store, consents, relations, restrictions, erased }: Parts): PersonalData => ({
  async erase({ clientId, kind, kept }) {
    const client = (await store.byIds([clientId])).get(clientId)
    if (client === undefined) return { writes: [], removed: {} }
    const keepsIdentity = kept.has('identity')
    const before = await ownerBefore(database, client)
    // As long as anything of it is kept, an anonymous client is one that can be known.
    const isHidden = kind === 'ERASURE' || client.status === 'ERASED' || kept.size > 0
    // Who was made anonymous and then erased stays erased when what a hold kept of the former goes.
    const status = kind === 'ERASURE' || client.status === 'ERASED' ? 'ERASED' : 'ANONYMISED'
    const ownerId = isHidden ? hiddenOwner : before
    const rows = await eraseRows(database, clientId, {
      'fingerprints to be found by': { table: 'profiles.client_mark' },
      'fingerprints of before': { table: 'profiles.former_mark' },
      ...(kind === 'ERASURE' && { memberships: { table: 'profiles.segment_member' } }),
      ...(!keepsIdentity && { restrictions: { table: 'profiles.restriction' }, consents: { table: 'profiles.consent' }, relations: { table: 'profiles.relation', client: 'from_id' }, 'relations to it': { table: 'profiles.relation', client: 'to_id' } }),
    })
    const unrelated = keepsIdentity ? [] : await relations.of([clientId])
    const at = new Date()
    const writes: Write[] = [
      {
        sql: `INSERT INTO profiles.erased_mark (kind, mark) SELECT kind, mark FROM profiles.client_mark WHERE client_id = $1 UNION SELECT kind, mark FROM profiles.former_mark WHERE client_id = $1 ON CONFLICT DO NOTHING RETURNING 1`,
        values: [clientId],
      },
      ...rows.writes,
      ...unname(clientId, status),
      { sql: `INSERT INTO profiles.name_rewrite SELECT unnest($1::text[]) ON CONFLICT DO NOTHING RETURNING 1`, values: [await partitionsOf(database, clientId)] },
      {
        sql: `UPDATE profiles.client SET status = $3, owner_id = $4, version = version + 1, updated_at = $5, tag_marks = '{}', codes = CASE WHEN $3 = 'ERASED' THEN $6::jsonb ELSE codes END,
              sensitive = CASE WHEN $7 THEN sensitive END, owner_before = $8 WHERE id = $1 AND version = $2 RETURNING 1`,
        values: [clientId, client.version, status, ownerId, at, noCodes, keepsIdentity, isHidden ? before : null],
        expect: 1,
        what: 'client',
      },
    ]
    const data = { reference: client.reference, ownerId, previousOwnerId: client.ownerId, status, kind: client.kind, lifecycleStage: client.lifecycleStage, countries: [], tags: [], references: [] }
    const event = { id: uuidv7<EventId>(), type: 'client.updated', subject: clientId, version: client.version + 1, at, data }
    const changes = differences({ status: client.status, ownerId: client.ownerId }, { status, ownerId })
    const row = { action: kind === 'ERASURE' ? 'client.erased' : 'client.anonymised', subject: { type: 'Client', id: clientId }, clientIds: [clientId] }
    const audit = changes.length === 0 ? [] : [await rowOfChange(keys, { ...row, owner: identityOwner(clientId), needs: 'clients:read' }, changes).catch((error: unknown) => {
      // One that is erased again, in an older database, has no key any more to seal what it was.
      if (error instanceof KeyDestroyed) return { ...row, changes: null }
      throw error
    })]
    if (!keepsIdentity) await keys.destroy(await relations.keysOf(clientId))
    erased()
    return { writes, events: [event, ...unrelated.map((relation) => relationEvent('client.unrelated', relation))], audit, removed: { ...rows.removed, ...(!keepsIdentity && { profile: 1 }) } }
  },
  async *held(clientId) {
    const client = (await store.byIds([clientId])).get(clientId)
    if (client === undefined) return
    yield { kind: 'profile', record: { ...client } }
    const sensitive = await store.sensitive(clientId)
    if (sensitive !== null) yield { kind: 'sensitive data', record: { ...sensitive } }
    for (const { clientId: _, ...record } of await consents.of([clientId])) yield { kind: 'consent', record, by: record.recordedBy }
    for (const relation of await relations.of([clientId])) yield { kind: 'relation', record: { ...relation }, by: relation.recordedBy }
    for (const { clientId: _, ...record } of await restrictions.of(clientId)) yield { kind: 'restriction', record, by: record.restrictedBy }
  },
})
