import type { Connection } from '@brokersync/schema/connection'
import { Client } from '@brokersync/schema/entities'
import { isUuid, type SegmentId, type UserId } from '@brokersync/schema/ids'
import { badInput } from '../../../platform/errors/domain-error'
import type { ClientProfile } from '../client'
import type { AskedClients } from '../store/client.store'
import type { ClientFilter, ClientSort } from './client.input'

/** A client that comes with its profile, so that its fields need not be loaded by its id. */
export class ShownClient extends Client {
  constructor(readonly profile: ClientProfile) {
    super(profile.id)
  }
}

/** A page of clients that knows what was asked for, so that it can be counted. */
export interface ShownConnection extends Connection<Client> {
  query: AskedClients
}

export const shown = (client: ClientProfile): ShownClient => new ShownClient(client)

const nobody = '00000000-0000-0000-0000-000000000000'
const most = { characters: 200, values: 200 }

/** @throws {DomainError} BAD_USER_INPUT for what is longer than anybody asks for. */
function requireFits(search: string, { tags, ownerIds, lifecycleStages }: Pick<AskedClients, 'tags' | 'ownerIds' | 'lifecycleStages'>): void {
  const faults = [
    ...(search.length > most.characters ? [{ path: 'search', message: `must have at most ${most.characters} characters` }] : []),
    ...Object.entries({ tags, ownerIds, lifecycleStages }).flatMap(([name, values]) => (values.length > most.values ? [{ path: `filter.${name}`, message: `must be at most ${most.values}` }] : [])),
  ]
  if (faults.length > 0) throw badInput(faults)
}

/** What a list's arguments ask for. @throws {DomainError} BAD_USER_INPUT. */
export function queryOf(search: string | null | undefined, filter: ClientFilter | null | undefined, sort: ClientSort | null | undefined): AskedClients {
  const [tags, lifecycleStages, ownerIds] = [filter?.tags ?? [], filter?.lifecycleStages ?? [], filter?.ownerIds ?? []]
  // What has no id's form names nobody, and no segment.
  const owners = (ownerIds.length > 0 && !ownerIds.some(isUuid) ? [nobody] : ownerIds.filter(isUuid)) as UserId[]
  requireFits(search ?? '', { tags, lifecycleStages, ownerIds: ownerIds as UserId[] })
  return {
    search: search ?? null,
    status: filter?.status ?? null,
    lifecycleStages,
    tags,
    ownerIds: owners,
    segmentId: filter?.segmentId == null ? null : ((isUuid(filter.segmentId) ? filter.segmentId : nobody) as SegmentId),
    externalReference: filter?.externalReference ?? null,
    consent: filter?.consent ? { purpose: filter.consent.purpose, channel: filter.consent.channel ?? null } : null,
    sort: sort ?? { field: 'DISPLAY_NAME', direction: 'ASC' },
  }
}
