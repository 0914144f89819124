import { Button, Drawer, TextInput } from '@mantine/core'
import { useState } from 'react'
import { enumLabel } from '../../lib/labels'
import { useKeys } from '../../lib/keys'
import { may, useSession } from '../../lib/session'
import { viewAs } from '../../lib/view-as'
import { FailureNote } from '../../ui/FailureNote'
import { GreyRows } from '../../ui/GreyRows'
import { Kbd } from '../../ui/Kbd'
import listing from '../../ui/Listing.module.css'
import { RelativeTime } from '../../ui/RelativeTime'
import { Credentials } from './Credentials'
import classes from './Firm.module.css'
import { UserForm } from './UserForm'
import { useUsers, type FirmUser } from './use-users'

/** The people who work with the product: who they are, what they may, and where they are signed in. */
export function Users() {
  const { me } = useSession()
  const [search, setSearch] = useState('')
  const [open, setOpen] = useState<FirmUser | 'new' | null>(null)
  const { users, failed, refetch, more } = useUsers(search)
  const mayChange = may(me, 'users:write')
  useKeys([{ keys: 'n', label: 'New user', group: 'Users', run: () => setOpen('new'), disabled: !mayChange }])
  return (
    <>
      <div className={listing.bar}>
        <TextInput className={classes.search ?? ''} aria-label="Find a user" placeholder="Find by name" value={search} onChange={(event) => setSearch(event.currentTarget.value)} />
        {mayChange && (
          <Button onClick={() => setOpen('new')} rightSection={<Kbd keys="n" />}>
            New user
          </Button>
        )}
      </div>
      {failed && <FailureNote failed={failed} what="The list of users" onRetry={refetch} />}
      {!failed && !users && <GreyRows label="the users" rows={8} height={36} />}
      {users?.length === 0 && <p className={listing.none}>Nobody of that name.</p>}
      {users && users.length > 0 && <Table users={users} onOpen={mayChange ? setOpen : null} />}
      {more && (
        <Button m={12} variant="default" onClick={more}>
          More users
        </Button>
      )}
      <Drawer opened={open !== null} onClose={() => setOpen(null)} position="right" size={420} title={open === 'new' ? 'New user' : (open?.name ?? '')} closeButtonProps={{ 'aria-label': 'Close' }}>
        {open !== null && <UserForm key={open === 'new' ? 'new' : open.id} user={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
        {open !== null && open !== 'new' && open.id !== me.id && <Credentials user={open} />}
      </Drawer>
    </>
  )
}

function Table({ users, onOpen }: { users: readonly FirmUser[]; onOpen: ((user: FirmUser) => void) | null }) {
  return (
    <table className={listing.table}>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Email</th>
          <th scope="col">Roles</th>
          <th scope="col">Team</th>
          <th scope="col">Signed in</th>
          <th scope="col" aria-label="Deeds" />
        </tr>
      </thead>
      <tbody>
        {users.map((user) => (
          <Row key={user.id} user={user} onOpen={onOpen && (() => onOpen(user))} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ user: { id, name, email, roles, team, active, sessions }, onOpen }: { user: FirmUser; onOpen: (() => void) | null }) {
  const { me } = useSession()
  const seen = sessions?.map(({ seenAt }) => seenAt).sort().at(-1)
  return (
    <tr className={active ? undefined : classes.off}>
      <th scope="row">
        {name}
        {!active && <span className={listing.mark}>inactive</span>}
      </th>
      <td>{email ?? '—'}</td>
      <td>
        <span className={classes.pills}>
          {roles?.map((role) => (
            <span key={role} className={classes.pill}>
              {enumLabel(role)}
            </span>
          ))}
        </span>
      </td>
      <td>{team ?? '—'}</td>
      <td>{seen ? <RelativeTime at={seen} /> : '—'}</td>
      <td className={listing.deed}>
        {may(me, 'roles:preview') && active && id !== me.id && (
          <Button variant="subtle" onClick={() => viewAs({ as: `user:${id}`, label: name })} aria-label={`View as ${name}`}>
            View as
          </Button>
        )}
        {onOpen && (
          <Button variant="default" onClick={onOpen} aria-label={`Change ${name}`}>
            Change
          </Button>
        )}
      </td>
    </tr>
  )
}
