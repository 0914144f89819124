import type { ClientSortField } from '@brokersync/schema/enums'
import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max'
import { hiddenOwner, type Reach } from '../../../platform/directory/reach'
import { withinThisReach } from '../../../platform/directory/reach-sql'
import type { Keys } from '../../../platform/keys/keys'
import { wordsOf } from '../client-names'
import type { ClientQuery } from './client.store'
import { marks } from './client-rows'
import { consenting } from './consent.store'

/** A condition or an order in SQL, with the values that it binds. */
export class Sql {
  readonly values: unknown[] = []
  readonly conditions: string[] = []

  bind(value: unknown): string {
    this.values.push(value)
    return `$${this.values.length}`
  }

  where(condition: string): void {
    this.conditions.push(condition)
  }
}

const columns = { owner: 'c.owner_id', client: 'c.id' }

const sortKeys: Record<ClientSortField, { column: string; cast: string }> = {
  DISPLAY_NAME: { column: 'n.sort_name', cast: 'text' },
  REFERENCE: { column: 'c.reference', cast: 'text' },
  CREATED_AT: { column: 'c.created_at', cast: 'timestamptz' },
  UPDATED_AT: { column: 'c.updated_at', cast: 'timestamptz' },
}

export const sortKey = (query: ClientQuery) => sortKeys[query.sort.field]

/** Whether the list stands on the index of names, which must be whole then. */
export const needsNames = (query: ClientQuery): boolean => query.sort.field === 'DISPLAY_NAME' || (query.search ?? '').trim() !== ''

// A phone number is tried as it is and as one of the firm's country.
function marksOfSearch(search: string, keys: Keys, country: string): { kind: string; mark: Buffer }[] {
  const phone = parsePhoneNumberFromString(search, country as CountryCode)
  return [
    ...(search.includes('@') ? [{ kind: 'email', mark: marks.email(keys, search) }] : []),
    ...(phone === undefined ? [] : [{ kind: 'phone', mark: marks.phone(keys, phone.number) }]),
  ]
}

function whereFound(sql: Sql, search: string, contactReach: Reach, { keys, country }: { keys: Keys; country: string }): void {
  const ways: string[] = [`c.reference LIKE ${sql.bind(`${search.toUpperCase().replace(/[\\%_]/g, '\\$&')}%`)}`]
  const words = wordsOf(search)
  if (words.length > 0) {
    const all = words.slice(0, 8).map((word) => `SELECT client_id FROM profiles.client_word WHERE word >= ${sql.bind(word)} AND word < ${sql.bind(`${word}\u{10FFFF}`)}`)
    ways.push(`c.id IN (${all.join(' INTERSECT ')})`)
  }
  const exact = marksOfSearch(search, keys, country)
  if (exact.length > 0) {
    const within = withinThisReach(contactReach, columns, (value) => sql.bind(value)) ?? 'true'
    ways.push(`${within} AND c.id IN (SELECT m.client_id FROM profiles.client_mark m JOIN unnest(${sql.bind(exact.map(({ kind }) => kind))}::text[], ${sql.bind(exact.map(({ mark }) => mark))}::bytea[]) AS s(kind, mark)
      ON m.kind = s.kind AND m.mark = s.mark)`)
  }
  sql.where(`(${ways.join(' OR ')})`)
}

/** The conditions of a list: the caller's reach first, then what was asked for. */
export function conditionsOf(query: ClientQuery, keys: Keys, country: string): Sql {
  const sql = new Sql()
  const within = withinThisReach(query.reach, columns, (value) => sql.bind(value))
  if (within !== null) sql.where(within)
  if (query.status !== null) sql.where(`c.status = ${sql.bind(query.status)}`)
  if (query.lifecycleStages.length > 0) sql.where(`c.lifecycle_stage = ANY (${sql.bind(query.lifecycleStages)}::text[])`)
  if (query.tags.length > 0) sql.where(`c.tag_marks @> ${sql.bind(query.tags.map((tag) => marks.tag(keys, tag)))}::bytea[]`)
  if (query.ownerIds.length > 0) sql.where(`c.owner_id = ANY (${sql.bind(query.ownerIds)}::uuid[])`)
  if (query.segmentId !== null) sql.where(`c.id IN (SELECT client_id FROM profiles.segment_member WHERE segment_id = ${sql.bind(query.segmentId)})`)
  if (query.externalReference !== null) {
    sql.where(`c.id IN (SELECT client_id FROM profiles.client_mark WHERE kind = 'reference' AND mark = ${sql.bind(marks.reference(keys, query.externalReference))})`)
  }
  if (query.consent !== null) {
    const within = withinThisReach(query.preferencesReach, columns, (value) => sql.bind(value)) ?? 'true'
    // Whom one may write to: nobody who was erased or made anonymous, or whose processing is restricted.
    sql.where(`c.status IN ('ACTIVE', 'INACTIVE') AND c.owner_id IS DISTINCT FROM ${sql.bind(hiddenOwner)}::uuid AND ${within} AND c.id IN (${consenting(query.consent, (value) => sql.bind(value))})`)
  }
  const search = (query.search ?? '').trim()
  if (search !== '') whereFound(sql, search, query.contactReach, { keys, country })
  return sql
}
