import '@mantine/notifications/styles.css'
import { Notifications } from '@mantine/notifications'

/** Where the page says for a few seconds what was done. */
export function Toasts() {
  return <Notifications position="bottom-right" limit={3} autoClose={8_000} />
}
