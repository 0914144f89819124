import { useNotifications } from '@mantine/notifications'
import { lazy, Suspense } from 'react'

const Toasts = lazy(async () => ({ default: (await import('./Toasts')).Toasts }))

/** The first screen need not wait for what shows toasts: it is fetched when there is something to say. */
export function ToastsWhenNeeded() {
  const { notifications } = useNotifications()
  return <Suspense fallback={null}>{notifications.length > 0 && <Toasts />}</Suspense>
}
