import '@mantine/notifications/styles.css'
import { Notifications } from '@mantine/notifications'

/** Where the page says for a few seconds what was done: beside the drawers, which stand at the right, so that their buttons stay in sight. */
export function Toasts() {
  return <Notifications position="bottom-center" limit={3} autoClose={8_000} />
}
