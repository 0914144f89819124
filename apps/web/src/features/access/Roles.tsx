import { Fragment, useState } from 'react'
import { FirmRolesDocument, type FirmRolesQuery } from '../../generated/graphql'
import { toFailure } from '../../lib/failure'
import { enumLabel } from '../../lib/labels'
import { may, useSession } from '../../lib/session'
import { useQuery } from '../../lib/use-query'
import { viewAs } from '../../lib/view-as'
import { FailureNote } from '../../ui/FailureNote'
import { GreyRows } from '../../ui/GreyRows'
import { reachIn, roles } from './role-draft'
import { RoleBar } from './RoleBar'
import { RoleRow, type Permission } from './RoleRow'
import classes from './Roles.module.css'
import { RoleVersions } from './RoleVersions'
import { useRoleDraft, type RoleDraft } from './use-role-draft'

const lookForNewer = 30_000

/** What each role may do, and how far: changed cell by cell, put in force together, with a reason. */
export function Roles() {
  const { data, error, refetch } = useQuery(FirmRolesDocument, { fetchPolicy: 'cache-and-network', pollInterval: lookForNewer })
  if (error && !data) return <FailureNote failed={toFailure(error)} what="The table of roles" onRetry={() => void refetch()} />
  if (!data) return <GreyRows label="the roles" rows={12} height={26} />
  return <RoleTable data={data} onRefused={() => void refetch()} />
}

/** Whether a permission has to do with what the person looks at: it is not as shipped, or was changed just now. */
const isApart = ({ name }: Permission, { draft, before, shipped }: RoleDraft) =>
  roles.some((role) => [before, shipped].some((other) => reachIn(draft, role, name) !== reachIn(other, role, name)))

function RoleTable({ data: { roles: inForce, permissions }, onRefused }: { data: FirmRolesQuery; onRefused: () => void }) {
  const { me } = useSession()
  const editing = useRoleDraft(inForce)
  const [onlyDiffering, setOnlyDiffering] = useState(false)
  const mayChange = may(me, 'roles:write')
  const shown = permissions.filter((permission) => !onlyDiffering || isApart(permission, editing))
  const things = [...new Set(shown.map(({ name }) => name.split(':')[0] ?? ''))]
  return (
    <>
      <RoleBar editing={editing} mayChange={mayChange} onlyDiffering={onlyDiffering} onOnlyDiffering={setOnlyDiffering} onRefused={onRefused} />
      <div className={classes.scroll}>
        <table className={classes.table}>
          <Head mayPreview={may(me, 'roles:preview')} />
          <tbody>
            {things.map((thing) => (
              <Fragment key={thing}>
                <tr className={classes.thing}>
                  <th scope="rowgroup" colSpan={roles.length + 1}>
                    {enumLabel(thing)}
                  </th>
                </tr>
                {shown
                  .filter(({ name }) => name.startsWith(`${thing}:`))
                  .map((permission) => (
                    <RoleRow key={permission.name} permission={permission} draft={editing.draft} before={editing.before} shipped={editing.shipped} onChange={mayChange ? editing.change : null} />
                  ))}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
      <RoleVersions />
    </>
  )
}

function Head({ mayPreview }: { mayPreview: boolean }) {
  return (
    <thead>
      <tr>
        <th scope="col">May</th>
        {roles.map((role) => (
          <th key={role} scope="col">
            {enumLabel(role)}
            {mayPreview && (
              <button type="button" className={classes.viewAs} title={`See the page as the role ${enumLabel(role)} does, with your own clients`} onClick={() => viewAs({ as: `role:${role}`, label: `the role ${enumLabel(role)}` })}>
                View as
              </button>
            )}
          </th>
        ))}
      </tr>
    </thead>
  )
}
