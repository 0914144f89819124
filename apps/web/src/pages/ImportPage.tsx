import { ImportDesk } from '../features/sync/ImportDesk'
import { usePageHead } from '../lib/page-head'

/** Files of clients and orders, brought in. */
export function ImportPage() {
  usePageHead([{ label: 'Import' }])
  return <ImportDesk />
}
