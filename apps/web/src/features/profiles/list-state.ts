import type { ClientSortField, ClientStatus, FindClientsQueryVariables, LifecycleStage } from '../../generated/graphql'

/** All that decides which clients are listed; the address of the page holds it. */
export interface ListState {
  search: string
  /** `mine`, `all`, or the id of one owner. */
  whose: string
  status: ClientStatus | null
  stages: LifecycleStage[]
  /** A client has all of them. */
  tags: string[]
  sort: { field: ClientSortField; descending: boolean }
}

export const stages: readonly LifecycleStage[] = ['PROSPECT', 'ONBOARDING', 'ACTIVE', 'DORMANT', 'CLOSED']
export const statuses: readonly ClientStatus[] = ['ACTIVE', 'INACTIVE', 'ANONYMISED', 'ERASED']

const sortNames: Readonly<Record<ClientSortField, string>> = {
  DISPLAY_NAME: 'name',
  REFERENCE: 'reference',
  CREATED_AT: 'created',
  UPDATED_AT: 'updated',
}

export const firstState: ListState = {
  search: '', whose: 'mine', status: null, stages: [], tags: [], sort: { field: 'DISPLAY_NAME', descending: false },
}

const isField = (value: string | undefined): value is ClientSortField => value !== undefined && value in sortNames
const isStage = (value: string): value is LifecycleStage => stages.some((stage) => stage === value)

function sortOf(text: string | null): ListState['sort'] {
  const name = text?.replace(/^-/, '')
  const field = Object.keys(sortNames).find((key) => isField(key) && sortNames[key] === name)
  return isField(field) ? { field, descending: text?.startsWith('-') === true } : firstState.sort
}

/** Reads the address; what it does not know it leaves at its first value. */
export function readState(params: URLSearchParams): ListState {
  return {
    search: params.get('q') ?? '',
    whose: params.get('owner') ?? firstState.whose,
    status: statuses.find((status) => status === params.get('status')?.toUpperCase()) ?? null,
    stages: [...new Set(params.getAll('stage').map((stage) => stage.toUpperCase()).filter(isStage))],
    tags: [...new Set(params.getAll('tag').filter((tag) => tag !== ''))],
    sort: sortOf(params.get('sort')),
  }
}

/** Writes the address, without what stands at its first value. */
export function writeState(state: ListState): URLSearchParams {
  const params = new URLSearchParams()
  if (state.search !== '') params.set('q', state.search)
  if (state.whose !== firstState.whose) params.set('owner', state.whose)
  if (state.status) params.set('status', state.status.toLowerCase())
  state.stages.forEach((stage) => params.append('stage', stage.toLowerCase()))
  state.tags.forEach((tag) => params.append('tag', tag))
  const sort = `${state.sort.descending ? '-' : ''}${sortNames[state.sort.field]}`
  if (sort !== sortNames[firstState.sort.field]) params.set('sort', sort)
  return params
}

/** What the list asks the server for, but for the page of it. */
export function toVariables(state: ListState, myId: string): Omit<FindClientsQueryVariables, 'first' | 'after'> {
  const owner = state.whose === 'mine' ? myId : state.whose
  return {
    search: state.search.trim() || null,
    filter: {
      ownerIds: state.whose === 'all' ? [] : [owner],
      status: state.status,
      lifecycleStages: state.stages,
      tags: state.tags,
    },
    sort: { field: state.sort.field, direction: state.sort.descending ? 'DESC' : 'ASC' },
  }
}

/** Whether anything but whose clients they are narrows the list. */
export const isNarrowed = (state: ListState): boolean =>
  state.search.trim() !== '' || state.status !== null || state.stages.length > 0 || state.tags.length > 0

/** The list with nothing narrowed, its owner and order kept. */
export const widened = (state: ListState): ListState => ({ ...firstState, whose: state.whose, sort: state.sort })

/** What a click on a column's heading makes of the order. */
export const sortedBy = (state: ListState, field: ClientSortField): ListState => ({
  ...state,
  sort: { field, descending: state.sort.field === field && !state.sort.descending },
})
