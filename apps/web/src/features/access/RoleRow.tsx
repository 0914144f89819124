import type { FirmRolesQuery, ReachName, Role } from '../../generated/graphql'
import { enumLabel } from '../../lib/labels'
import { reachIn, roles, withReach, type Draft } from './role-draft'
import classes from './Roles.module.css'
import type { RoleDraft } from './use-role-draft'

export type Permission = FirmRolesQuery['permissions'][number]

const words: Readonly<Record<ReachName, string>> = { OWN: 'own', TEAM: 'team', ALL: 'all' }

/** How far a permission goes; `denied` where it does not. */
export const reachWords = (reach: ReachName | null | undefined): string => (reach ? words[reach] : 'denied')

interface Props extends Pick<RoleDraft, 'draft' | 'before' | 'shipped'> {
  permission: Permission
  /** Null: it is only seen. */
  onChange: ((draft: Draft) => void) | null
}

/** One permission, role by role; a cell that is not as shipped says what it was shipped as. */
export function RoleRow({ permission, ...around }: Props) {
  return (
    <tr>
      <th scope="row">
        {permission.meaning}
        <small className="mono">{permission.name}</small>
      </th>
      {roles.map((role) => (
        <td key={role}>
          <Cell role={role} permission={permission} {...around} />
        </td>
      ))}
    </tr>
  )
}

function Cell({ role, permission: { name, meaning, reaches, keptByAdmin }, draft, before, shipped, onChange }: Props & { role: Role }) {
  const [reach, was] = [reachIn(draft, role, name), reachIn(shipped, role, name)]
  const isKept = role === 'ADMIN' && keptByAdmin
  const set = (next: ReachName | null) => onChange?.(withReach(draft, role, name, next))
  const of = `${enumLabel(role)}: ${meaning}`
  return (
    <>
      <select
        className={classes.cell}
        aria-label={of}
        title={isKept ? 'Kept by administrators whatever is changed' : undefined}
        value={reach ?? ''}
        disabled={onChange === null || isKept}
        data-none={reach === null || undefined}
        data-changed={reach !== reachIn(before, role, name) || undefined}
        onChange={(event) => set(reaches.find((one) => one === event.currentTarget.value) ?? null)}
      >
        <option value="">–</option>
        {reaches.map((one) => (
          <option key={one} value={one}>
            {words[one]}
          </option>
        ))}
      </select>
      {reach !== was && <Shipped was={was} of={of} onRestore={onChange && (() => set(was))} />}
    </>
  )
}

function Shipped({ was, of, onRestore }: { was: ReachName | null; of: string; onRestore: (() => void) | null }) {
  const text = `shipped ${was ? words[was] : '–'}`
  if (onRestore === null) return <span className={classes.shipped}>{text}</span>
  return (
    <button type="button" className={classes.shipped} title="Restore what was shipped" aria-label={`Restore what was shipped, ${reachWords(was)}, for ${of}`} onClick={onRestore}>
      {text}
    </button>
  )
}
