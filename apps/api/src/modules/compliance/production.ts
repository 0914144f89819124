import type { ClientId, ProductionId, UserId } from '@brokersync/schema/ids'

/** Whose records are produced: a client's, a broker's, or a desk's. */
export type ProductionSubject = { clientId: ClientId } | { userId: UserId } | { team: string }

/** The records of a client, a broker or a desk in a span, as one archive for a regulator. */
export interface Production {
  id: ProductionId
  of: ProductionSubject
  /** When what is produced occurred: `from` is included, `to` is not. */
  from: Date
  to: Date
  reason: string
  requestedBy: UserId
  requestedAt: Date
  /** Whose doings the audit extract tells of as well. */
  people: readonly UserId[]
  /** Of these clients everything is produced. */
  wholeIds: readonly ClientId[]
  /** Of these only what the people recorded. */
  partlyIds: readonly ClientId[]
  parts: number
  finishedAt: Date | null
  /** By module, how many records of which kind. */
  records: Readonly<Record<string, Readonly<Record<string, number>>>>
  auditEntries: number | null
  /** SHA-256 of `manifest.json`, in hexadecimal. */
  manifestHash: string | null
  /** When its files were deleted. */
  droppedAt: Date | null
  /** In which form it was asked for. */
  form: number
}

/** Clients in one part of a production, which is one file of each module. */
export const clientsInPart = 200

/** In how many parts the clients of a production are asked for; without any, one part still. */
export const partsOf = ({ wholeIds, partlyIds }: Pick<Production, 'wholeIds' | 'partlyIds'>): number => Math.max(1, Math.ceil((wholeIds.length + partlyIds.length) / clientsInPart))

/** The files that a production has beside what modules handed out. */
export const auditPart = (id: string, form: 'jsonl' | 'csv') => `${id}.audit.${form}`
export const pagePart = (id: string) => `${id}.page`
export const manifestPart = (id: string) => `${id}.manifest`
