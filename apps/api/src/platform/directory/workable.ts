import type { ClientStatus } from '@brokersync/schema/enums'
import type { UserId } from '@brokersync/schema/ids'
import { conflict, gone, type DomainError } from '../errors/domain-error'
import { hiddenOwner } from './reach'

type Standing = { status: ClientStatus; ownerId: UserId | null }

/**
 * Why nothing more is recorded of a client, or changed: what is kept of one that was erased, and one whose processing is restricted, is there for
 * compliance to read. GONE or CONFLICT; null where it is worked with.
 */
export function whyNotWorkable({ status, ownerId }: Standing): DomainError | null {
  if (status === 'ERASED') return gone('client')
  if (status === 'ANONYMISED') return conflict('This client is anonymous: nothing of it is recorded or changed any more')
  if (ownerId === hiddenOwner) return conflict('The processing of this client is restricted: it stays as it is until that is lifted')
  return null
}

/** @throws {DomainError} as {@link whyNotWorkable} says. */
export function requireWorkable(client: Standing): void {
  const why = whyNotWorkable(client)
  if (why !== null) throw why
}
