import type { DirectoryClient } from '../../platform/directory/directory'
import { whyNotWorkable } from '../../platform/directory/workable'
import { conflict, type DomainError } from '../../platform/errors/domain-error'

/** Why nothing new is recorded of a client; null where it is. */
export const whyNotActive = (client: DirectoryClient): DomainError | null => whyNotWorkable(client) ?? (client.status === 'ACTIVE' ? null : conflict('This client is not active'))

/** @throws {DomainError} GONE for an erased client; CONFLICT for one that is not active, is anonymous, or whose processing is restricted. */
export function requireActive(client: DirectoryClient): void {
  const why = whyNotActive(client)
  if (why !== null) throw why
}
