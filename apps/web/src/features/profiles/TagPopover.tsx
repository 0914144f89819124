import { Button, Popover, TagsInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconTags } from '@tabler/icons-react'
import { useState } from 'react'
import { useKeys } from '../../lib/keys'
import { Kbd } from '../../ui/Kbd'
import classes from './ClientList.module.css'

interface TagChange {
  add: string[]
  remove: string[]
}

interface Props {
  disabled: boolean
  knownTags: readonly string[]
  onTag: (change: TagChange) => Promise<unknown>
}

/** Puts tags on the selected clients, and takes some off. */
export function TagPopover({ disabled, knownTags, onTag }: Props) {
  const [opened, { toggle, close, open }] = useDisclosure(false)
  useKeys([{ keys: 't', label: 'Tag the selected clients', group: 'Clients', run: open, disabled }])
  const tag = async (change: TagChange) => {
    close()
    await onTag(change)
  }
  return (
    <Popover opened={opened} onChange={(next) => !next && close()} position="bottom-start" width={300} trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconTags size={14} stroke={1.5} />}
          rightSection={<Kbd keys="t" />}
          disabled={disabled}
          onClick={toggle}
        >
          Tags…
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.popover ?? ''} aria-label="Tags">
        <TagForm knownTags={knownTags} onTag={tag} />
      </Popover.Dropdown>
    </Popover>
  )
}

function TagForm({ knownTags, onTag }: Pick<Props, 'knownTags' | 'onTag'>) {
  const [change, setChange] = useState<TagChange>({ add: [], remove: [] })
  const shared = { data: [...knownTags], comboboxProps: { withinPortal: false }, placeholder: 'Type a tag, then Enter' }
  return (
    <>
      <TagsInput label="Put on" {...shared} value={change.add} onChange={(add) => setChange({ ...change, add })} />
      <TagsInput label="Take off" {...shared} value={change.remove} onChange={(remove) => setChange({ ...change, remove })} />
      <Button disabled={change.add.length + change.remove.length === 0} onClick={() => void onTag(change)}>
        Save tags
      </Button>
    </>
  )
}
