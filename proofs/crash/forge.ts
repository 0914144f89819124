import { send, type Api } from '../lib/graphql'
import type { Ledger } from './ledger'

/** Puts something wrong into the ledger (`lost`) or past it (`twice`), so that a proof must fail; does nothing for any other word. */
export async function forgeLedger(how: string | undefined, api: Api, ledger: Ledger): Promise<void> {
  if (how === 'lost') await ledger.write({ what: 'client', clientId: '01999999-0000-7000-8000-000000000000', name: 'Never made' })
  if (how === 'twice') await send(api, 'mutation ($input: CreateClientInput!) { createClient(input: $input) { id } }', { input: { kind: 'INDIVIDUAL', displayName: 'Past the ledger' } })
}
