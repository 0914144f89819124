import type { FileKind } from './import-fields'

const key = 'brokersync.clients-source'

/** "People 2026.csv" → "people-2026". */
export const nameOfFile = (fileName: string): string =>
  fileName.replace(/\.[^.]+$/, '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '')

/**
 * A first name for the source, to be changed. Clients: the file's. Orders: that of the clients imported last here,
 * since an order finds its client by the reference that the client has in the same source.
 */
export const guessSource = (kind: FileKind, fileName: string): string =>
  kind === 'ORDERS' ? (localStorage.getItem(key) ?? '') : nameOfFile(fileName)

/** Remembers the source of clients for the orders that follow. */
export function keepSource(kind: FileKind, source: string): void {
  if (kind === 'CLIENTS') localStorage.setItem(key, source.trim())
}
