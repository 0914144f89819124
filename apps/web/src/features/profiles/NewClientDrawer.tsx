import { Drawer } from '@mantine/core'
import { NewClientForm } from './NewClientForm'

interface Props {
  opened: boolean
  onClose: () => void
  knownTags: readonly string[]
}

/** A new client, beside the list. */
export function NewClientDrawer({ opened, onClose, knownTags }: Props) {
  return (
    <Drawer opened={opened} onClose={onClose} position="right" size={420} title="New client" closeButtonProps={{ 'aria-label': 'Close' }}>
      <NewClientForm knownTags={knownTags} onCancel={onClose} />
    </Drawer>
  )
}
