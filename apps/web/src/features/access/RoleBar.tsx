import { useMutation } from '@apollo/client/react'
import { Button } from '@mantine/core'
import { ChangeRolesDocument, FirmRolesDocument, FirmRoleVersionsDocument } from '../../generated/graphql'
import { plural } from '../../lib/number'
import { useAttempt } from '../../lib/use-attempt'
import listing from '../../ui/Listing.module.css'
import { PutInForce } from '../../ui/PutInForce'
import { RelativeTime } from '../../ui/RelativeTime'
import { differing, grantsIn } from './role-draft'
import classes from './Roles.module.css'
import type { RoleDraft } from './use-role-draft'

interface Props {
  editing: RoleDraft
  mayChange: boolean
  /** Whether the rows that are as shipped are left out. */
  onlyDiffering: boolean
  onOnlyDiffering: (only: boolean) => void
  /** Looks whether there is a newer version. */
  onRefused: () => void
}

/** Which version is in force, how it differs from what was shipped, and what becomes of one's own changes. */
export function RoleBar({ editing, mayChange, onlyDiffering, onOnlyDiffering, onRefused }: Props) {
  const { base, draft, shipped, changed, newer } = editing
  const apart = differing(draft, shipped)
  return (
    <div className={`${listing.bar} ${classes.bar}`}>
      <p>
        Version {base.version}, <RelativeTime at={base.madeAt} />
        {base.madeBy ? ` by ${base.madeBy.name}` : ''}: {base.reason}
        <br />
        {apart === 0 ? 'As shipped.' : `Differs from the shipped roles in ${plural(apart, 'cell')}. `}
        {(apart > 0 || onlyDiffering) && (
          <button type="button" className={classes.link} aria-pressed={onlyDiffering} onClick={() => onOnlyDiffering(!onlyDiffering)}>
            {onlyDiffering ? 'Show all' : 'Show only these'}
          </button>
        )}
        {apart > 0 && mayChange && (
          <button type="button" className={classes.link} onClick={() => editing.change(shipped)}>
            Restore what was shipped
          </button>
        )}
      </p>
      {newer && <Newer editing={editing} newer={newer} />}
      {changed > 0 && !newer && <Save editing={editing} onRefused={onRefused} />}
    </div>
  )
}

function Newer({ editing: { base, changed, drop, takeOver }, newer }: { editing: RoleDraft; newer: RoleDraft['base'] }) {
  return (
    <div className={classes.newer} role="status">
      <p>
        Version {newer.version} came into force <RelativeTime at={newer.madeAt} />
        {newer.madeBy ? `, by ${newer.madeBy.name}` : ''}: {newer.reason}. Your {plural(changed, 'change')} stand{changed === 1 ? 's' : ''} on version {base.version}.
      </p>
      <Button variant="default" onClick={drop}>
        Drop mine
      </Button>
      <Button onClick={takeOver}>{`Keep mine on version ${newer.version}`}</Button>
    </div>
  )
}

function Save({ editing: { base, draft, changed, drop }, onRefused }: { editing: RoleDraft; onRefused: () => void }) {
  const { busy, attempt } = useAttempt()
  const [change] = useMutation(ChangeRolesDocument, { refetchQueries: [FirmRolesDocument, FirmRoleVersionsDocument], awaitRefetchQueries: true })
  const save = async (reason: string) => {
    const failed = await attempt(() => change({ variables: { input: { version: base.version, reason, grants: grantsIn(draft) } } }), 'In force from now on')
    if (failed) onRefused()
  }
  return <PutInForce changed={changed} busy={busy} onUndo={drop} onPut={(reason) => void save(reason)} />
}
