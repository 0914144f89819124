import { Button, Popover, Tooltip } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconUserShare } from '@tabler/icons-react'
import { useState } from 'react'
import { useKeys } from '../../lib/keys'
import { may, useSession } from '../../lib/session'
import type { Person } from '../../lib/person'
import { Kbd } from '../../ui/Kbd'
import classes from './ClientList.module.css'
import { UserSelect } from './UserSelect'

interface Props {
  disabled: boolean
  onAssign: (owner: Person) => Promise<unknown>
}

/** Hands the selected clients to one person. */
export function AssignPopover({ disabled, onAssign }: Props) {
  const { me } = useSession()
  const [opened, { toggle, close, open }] = useDisclosure(false)
  const mayAssign = may(me, 'clients:assign')
  useKeys([{ keys: 'a', label: 'Assign the selected clients', group: 'Clients', run: open, disabled: !mayAssign || disabled }])
  return (
    <Popover opened={opened} onChange={(next) => !next && close()} position="bottom-start" width={280} trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label="Only a manager or an administrator can hand clients over" disabled={mayAssign}>
          <Button
            variant="default"
            leftSection={<IconUserShare size={14} stroke={1.5} />}
            rightSection={<Kbd keys="a" />}
            disabled={disabled}
            data-disabled={!mayAssign}
            aria-disabled={!mayAssign}
            onClick={() => mayAssign && toggle()}
          >
            Assign to…
          </Button>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown className={classes.popover ?? ''} aria-label="Assign">
        <AssignForm
          onAssign={async (owner) => {
            close()
            await onAssign(owner)
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

function AssignForm({ onAssign }: Pick<Props, 'onAssign'>) {
  const [owner, setOwner] = useState<Person | null>(null)
  return (
    <>
      <UserSelect label="New owner" value={owner?.id ?? null} onChange={setOwner} />
      <Button disabled={owner === null} onClick={() => owner && void onAssign(owner)}>
        Assign
      </Button>
    </>
  )
}
