import { Button, Menu, Popover, Textarea } from '@mantine/core'
import { useMutation } from '@apollo/client/react'
import { IconDots } from '@tabler/icons-react'
import { useState, type FormEvent, type ReactNode } from 'react'
import { ActivateClientDocument, DeactivateClientDocument } from '../../generated/graphql'
import { explained, toFailure } from '../../lib/failure'
import { may, useSession } from '../../lib/session'
import classes from './StatusMenu.module.css'
import type { Profile } from './use-client'

interface StatusMenuProps {
  profile: Profile
  refetch: () => Promise<Profile | null>
  /** Further entries, above those of the status. */
  children?: ReactNode
}

/** What is done seldom: deactivating with a reason, activating again. */
export function StatusMenu({ profile, refetch, children }: StatusMenuProps) {
  const mayDeactivate = may(useSession().me, 'clients:deactivate')
  const [asking, setAsking] = useState(false)
  const [failed, setFailed] = useState<string | null>(null)
  const [deactivate, { loading }] = useMutation(DeactivateClientDocument)
  const [activate] = useMutation(ActivateClientDocument)
  const attempt = async (run: () => Promise<unknown>) => {
    setFailed(null)
    try {
      await run()
      setAsking(false)
    } catch (error) {
      const failure = toFailure(error)
      setFailed(failure.fields[0]?.message ?? explained(failure, 'The change').title)
      setAsking(true)
      void refetch()
    }
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const reason = String(new FormData(event.currentTarget).get('reason') ?? '').trim()
    void attempt(() => deactivate({ variables: { input: { id: profile.id, version: profile.version, reason } } }))
  }
  const again = () => void attempt(() => activate({ variables: { input: { id: profile.id, version: profile.version } } }))
  return (
    <Popover opened={asking} onChange={setAsking} position="bottom-end" withRoles={false} trapFocus returnFocus shadow="none" width={300}>
      <Popover.Target>
        <span>
          <Menu position="bottom-end" shadow="none" width={200} withinPortal>
            <Menu.Target>
              <Button variant="default" aria-label="More" px={8}><IconDots size={16} stroke={1.7} /></Button>
            </Menu.Target>
            <Menu.Dropdown className={classes.menu ?? ''}>
              {children}
              {mayDeactivate && profile.status === 'ACTIVE' && <Menu.Item onClick={() => setAsking(true)}>Deactivate with a reason</Menu.Item>}
              {mayDeactivate && profile.status === 'INACTIVE' && <Menu.Item onClick={again}>Activate</Menu.Item>}
            </Menu.Dropdown>
          </Menu>
        </span>
      </Popover.Target>
      <Popover.Dropdown className={classes.panel ?? ''}>
        {profile.status === 'ACTIVE' ? (
          <form onSubmit={submit} className={classes.form}>
            <Textarea name="reason" label="Why is the client deactivated?" data-autofocus required autosize minRows={2} error={failed} />
            <div className={classes.actions}>
              <Button type="submit" loading={loading}>Deactivate</Button>
              <Button variant="default" onClick={() => setAsking(false)}>Cancel</Button>
            </div>
          </form>
        ) : (
          <p role="alert">{failed}</p>
        )}
      </Popover.Dropdown>
    </Popover>
  )
}
