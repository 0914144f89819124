import { useMutation, useQuery } from '@apollo/client/react'
import { Button, TextInput } from '@mantine/core'
import { Fragment, useState } from 'react'
import { ChangeRolesDocument, FirmRolesDocument, FirmRoleVersionsDocument, type FirmRolesQuery, type ReachName, type Role } from '../../generated/graphql'
import { toFailure } from '../../lib/failure'
import { enumLabel } from '../../lib/labels'
import { plural } from '../../lib/number'
import { may, useSession } from '../../lib/session'
import { viewAs } from '../../lib/view-as'
import { useAttempt } from '../../lib/use-attempt'
import { FailureNote } from '../../ui/FailureNote'
import { GreyRows } from '../../ui/GreyRows'
import listing from '../../ui/Listing.module.css'
import { RelativeTime } from '../../ui/RelativeTime'
import { differing, draftOf, grantsIn, reachIn, roles, withReach, type Draft } from './role-draft'
import classes from './Roles.module.css'

type Permission = FirmRolesQuery['permissions'][number]

const meanings: Readonly<Record<ReachName, string>> = { OWN: 'own', TEAM: 'team', ALL: 'all' }

/** What each role may do, and how far: changed cell by cell, put in force together, with a reason. */
export function Roles() {
  const { data, error, refetch } = useQuery(FirmRolesDocument, { fetchPolicy: 'cache-and-network' })
  if (error && !data) return <FailureNote failed={toFailure(error)} what="The table of roles" onRetry={() => void refetch()} />
  if (!data) return <GreyRows label="the roles" rows={12} height={26} />
  return <RoleTable key={data.roles.version} data={data} onSaved={() => void refetch()} />
}

function RoleTable({ data: { roles: inForce, permissions }, onSaved }: { data: FirmRolesQuery; onSaved: () => void }) {
  const { me } = useSession()
  const before = draftOf(inForce.grants)
  const [draft, setDraft] = useState<Draft>(before)
  const changed = differing(draft, before)
  const mayChange = may(me, 'roles:write')
  const things = [...new Set(permissions.map(({ name }) => name.split(':')[0] ?? ''))]
  return (
    <>
      <div className={listing.bar}>
        <p>
          Version {inForce.version}, <RelativeTime at={inForce.madeAt} />
          {inForce.madeBy ? ` by ${inForce.madeBy.name}` : ''}: {inForce.reason}
        </p>
        {changed > 0 && <Save draft={draft} version={inForce.version} changed={changed} onUndo={() => setDraft(before)} onSaved={onSaved} />}
      </div>
      <div className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">May</th>
              {roles.map((role) => (
                <th key={role} scope="col">
                  {enumLabel(role)}
                  {may(me, 'roles:preview') && (
                    <button type="button" className={classes.viewAs} title={`See the page as the role ${enumLabel(role)} does, with your own clients`} onClick={() => viewAs({ as: `role:${role}`, label: `the role ${enumLabel(role)}` })}>
                      View as
                    </button>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {things.map((thing) => (
              <Fragment key={thing}>
                <tr className={classes.thing}>
                  <th scope="rowgroup" colSpan={roles.length + 1}>
                    {enumLabel(thing)}
                  </th>
                </tr>
                {permissions
                  .filter(({ name }) => name.startsWith(`${thing}:`))
                  .map((permission) => (
                    <Row key={permission.name} permission={permission} draft={draft} before={before} onChange={mayChange ? setDraft : null} />
                  ))}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
      <Versions />
    </>
  )
}

interface RowProps {
  permission: Permission
  draft: Draft
  before: Draft
  onChange: ((draft: Draft) => void) | null
}

function Row({ permission: { name, meaning, reaches, keptByAdmin }, draft, before, onChange }: RowProps) {
  const cell = (role: Role) => {
    const reach = reachIn(draft, role, name)
    const fixed = onChange === null || (role === 'ADMIN' && keptByAdmin)
    return (
      <select
        className={classes.cell}
        aria-label={`${enumLabel(role)}: ${meaning}`}
        title={role === 'ADMIN' && keptByAdmin ? 'Kept by administrators whatever is changed' : undefined}
        value={reach ?? ''}
        disabled={fixed}
        data-none={reach === null || undefined}
        data-changed={reach !== reachIn(before, role, name) || undefined}
        onChange={(event) => onChange?.(withReach(draft, role, name, reaches.find((one) => one === event.currentTarget.value) ?? null))}
      >
        <option value="">–</option>
        {reaches.map((one) => (
          <option key={one} value={one}>
            {meanings[one]}
          </option>
        ))}
      </select>
    )
  }
  return (
    <tr>
      <th scope="row">
        {meaning}
        <small className="mono">{name}</small>
      </th>
      {roles.map((role) => (
        <td key={role}>{cell(role)}</td>
      ))}
    </tr>
  )
}

interface SaveProps {
  draft: Draft
  version: number
  changed: number
  onUndo: () => void
  onSaved: () => void
}

function Save({ draft, version, changed, onUndo, onSaved }: SaveProps) {
  const [reason, setReason] = useState('')
  const { busy, attempt } = useAttempt()
  const [change] = useMutation(ChangeRolesDocument, { refetchQueries: [FirmRoleVersionsDocument] })
  const save = async () => {
    const failed = await attempt(() => change({ variables: { input: { version, reason, grants: grantsIn(draft) } } }), 'In force from now on')
    if (!failed) onSaved()
  }
  return (
    <form
      className={classes.save}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <TextInput aria-label="Why" placeholder="Why" required maxLength={500} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      <Button variant="default" onClick={onUndo}>
        Undo
      </Button>
      <Button type="submit" loading={busy} disabled={reason.trim() === ''} {...(reason.trim() === '' && { title: 'Say why first.' })}>
        {`Put ${plural(changed, 'change')} in force`}
      </Button>
    </form>
  )
}

/** What was changed by whom, newest first. */
function Versions() {
  const { data, fetchMore } = useQuery(FirmRoleVersionsDocument, { variables: { first: 20 }, fetchPolicy: 'cache-and-network' })
  const page = data?.roleVersions
  if (!page || page.nodes.length === 0) return null
  const words = (reach: ReachName | null | undefined) => (reach ? meanings[reach] : 'denied')
  return (
    <section className={classes.versions} aria-labelledby="versions">
      <h2 id="versions">Versions</h2>
      <ul>
        {page.nodes.map(({ id, version, reason, madeAt, madeBy, source, changes }) => (
          <li key={id}>
            {version}: {reason} · {madeBy?.name ?? enumLabel(source)}, <RelativeTime at={madeAt} />
            {changes.map(({ role, permission, before, after }) => (
              <small key={`${role} ${permission}`}>
                {enumLabel(role)} {permission}: {words(before)} → {words(after)}
              </small>
            ))}
          </li>
        ))}
      </ul>
      {page.pageInfo.hasNextPage && (
        <Button variant="default" mt={12} onClick={() => void fetchMore({ variables: { after: page.pageInfo.endCursor ?? null } })}>
          Older versions
        </Button>
      )}
    </section>
  )
}
