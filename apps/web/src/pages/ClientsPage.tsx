import { usePageHead } from '../lib/page-head'
import { ClientList } from '../features/profiles/ClientList'

/** The clients: those of the reader first. */
export function ClientsPage() {
  usePageHead([{ label: 'Clients' }])
  return <ClientList />
}
