import type { Connection } from '@brokersync/schema/connection'
import { Client } from '@brokersync/schema/entities'
import type { SegmentId, UserId } from '@brokersync/schema/ids'
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

/** What a list's arguments ask for. */
export function queryOf(search: string | null | undefined, filter: ClientFilter | null | undefined, sort: ClientSort | null | undefined): AskedClients {
  return {
    search: search ?? null,
    status: filter?.status ?? null,
    lifecycleStages: filter?.lifecycleStages ?? [],
    tags: filter?.tags ?? [],
    ownerIds: (filter?.ownerIds ?? []) as UserId[],
    segmentId: (filter?.segmentId ?? null) as SegmentId | null,
    externalReference: filter?.externalReference ?? null,
    consent: filter?.consent ? { purpose: filter.consent.purpose, channel: filter.consent.channel ?? null } : null,
    sort: sort ?? { field: 'DISPLAY_NAME', direction: 'ASC' },
  }
}
