import type { AuditFilter, AuditKind } from '../../generated/graphql'
import { startOfDay } from '../../lib/time'

/** All that decides which entries are listed; the address of the page holds it. */
export interface AuditState {
  actorId: string | null
  clientId: string | null
  subjectId: string | null
  requestId: string | null
  action: string | null
  /** The kind of data that was read. */
  reads: string | null
  kind: AuditKind | null
  late: boolean
  /** Calendar days of the reader, the last one included; yyyy-mm-dd. */
  from: string | null
  to: string | null
}

const kinds: readonly AuditKind[] = ['CHANGE', 'READ']
const day = /^\d{4}-\d\d-\d\d$/

const names = { actorId: 'user', clientId: 'client', subjectId: 'subject', requestId: 'request', action: 'action', reads: 'reads' } as const

/** Reads the address; what it does not know it leaves out. */
export function readAuditState(params: URLSearchParams): AuditState {
  const text = (name: string) => params.get(name) || null
  const dayOf = (name: string) => (day.test(params.get(name) ?? '') ? params.get(name) : null)
  return {
    actorId: text(names.actorId), clientId: text(names.clientId), subjectId: text(names.subjectId), requestId: text(names.requestId), action: text(names.action),
    reads: text(names.reads),
    kind: kinds.find((kind) => kind === params.get('kind')?.toUpperCase()) ?? null,
    late: params.get('late') === 'yes',
    from: dayOf('from'),
    to: dayOf('to'),
  }
}

/** Writes the address, without what does not filter. */
export function writeAuditState(state: AuditState): URLSearchParams {
  const params = new URLSearchParams()
  for (const [field, name] of Object.entries(names) as [keyof typeof names, string][]) if (state[field]) params.set(name, state[field])
  if (state.kind) params.set('kind', state.kind.toLowerCase())
  if (state.late) params.set('late', 'yes')
  if (state.from) params.set('from', state.from)
  if (state.to) params.set('to', state.to)
  return params
}

/** What is asked of the server: the days are the reader's own. */
export const filterOf = ({ action, reads, late, from, to, ...rest }: AuditState): AuditFilter => ({
  ...rest,
  actions: action === null ? null : [action],
  reads: reads === null ? null : [reads],
  late: late ? true : null,
  from: from === null ? null : startOfDay(from).toISOString(),
  to: to === null ? null : startOfDay(to, 1).toISOString(),
})
