import { clientFieldGroups, isLendable, permissionMeanings, permissions, type Permission } from '@brokersync/schema/permissions'
import { roleNames, type RoleGrants } from './roles'

const groupOf = (permission: Permission): string => Object.entries(clientFieldGroups).find(([, shown]) => shown === permission)?.[0] ?? ''

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

function tableOf(type: string, grants: RoleGrants): string {
  const own = permissions.filter((permission) => permission.startsWith(`${type}:`))
  const grouped = own.some((permission) => groupOf(permission) !== '')
  const head = ['permission', ...(grouped ? ['field group'] : []), 'lets one', ...roleNames.map((role) => role.toLowerCase())]
  const rows = own.map((permission) =>
    row([`\`${permission}\`${isLendable(permission) ? '' : ' ¹'}`, ...(grouped ? [groupOf(permission)] : []), permissionMeanings[permission], ...roleNames.map((role) => grants[role][permission] ?? '–')]),
  )
  return [`### ${type}`, '', row(head), row(head.map(() => '---')), ...rows].join('\n')
}

/** Which clients each reach covers, by whose they are. */
export const reachTable = {
  own: ['own', 'granted', 'lent'],
  team: ['own', 'team', 'granted', 'lent'],
  all: ['own', 'team', 'foreign', 'unassigned', 'granted', 'lent'],
} as const

export const ownerships = ['own', 'team', 'foreign', 'unassigned', 'granted', 'lent', 'walled'] as const

/** The shipped roles as a document. */
export function permissionDocument(grants: RoleGrants): string {
  const types = [...new Set(permissions.map((permission) => permission.split(':')[0] ?? ''))]
  const reachRows = Object.entries(reachTable).map(([reach, covered]) => row([reach, ...ownerships.map((one) => ((covered as readonly string[]).includes(one) ? 'yes' : '–'))]))
  return `# Who may do what

As shipped in \`config/roles.yaml\`; what is in force now stands in the page (Firm → Roles) and is printed by \`npm run cli -- roles\`.
This document is held against that file by a test, and each of its cells against the running product by another
(\`apps/api/src/permission-matrix.db.test.ts\`). A dash is denied. A user of several roles has the widest reach of any of them.

## Which clients a reach covers

${row(['reach', ...ownerships])}
${row(['---', ...ownerships.map(() => '---')])}
${reachRows.join('\n')}

*granted*: that one client by itself; *lent*: its owner's clients, for a span; *walled*: owned behind a wall from one's own team, whatever else holds:
only \`walls:cross\` sees it then, by \`all\`. Who is of neither team of a wall, as without a team nobody is, sees both sides by \`all\`: a firm may let nobody bring that about alone
(\`CHANGE_WALLS\`, [decisions/007](decisions/007-approvals.md)). What is out of reach does not exist for the caller: \`NOT_FOUND\`, in no list and no count.
A field whose permission does not reach a client that is seen is null; an act that does not is \`FORBIDDEN\`.

¹ Neither grants nor loans extend it: what users made, and what hands clients on, is reached by who owns it, by its team or by all.

A client that is handed over (\`clients:assign\`), or made for another owner, may be so across a wall: who hands over all clients decides on which desk one is, and it
is on record. A grant to a single user across a wall is refused, since it would have no effect.

## How people are reached

Who has not \`clients:contact\` for a client is told by name alone who took part in a communication with it, without addresses and numbers, wherever
communications are shown, live ones too; and does not find it, or count it, by them. Across all clients they are found only by who sees contact details as far as
interactions. What somebody wrote into a subject, a body or a note is text like any other: who may read it reads all of it.

The file of an import's rejected rows has the file's columns as they came. It is for who may see each group of fields that they became, of the clients of who sent
the file; and where a column became no field, for who sees all groups, and for who sent it. To all others \`rejectedRowsUrl\` is null.

## Looking with another's eyes

Who has \`roles:preview\` can see the page as a role does, on the clients of his own, or as a user does, on that user's clients
(Firm → Roles, Firm → Users, "View as"). He sees at most what he may see himself, changes nothing, stays himself in the audit trail, and
does not see what is the other's alone, as private notes. A page asks for it with the header \`brokersync-view-as: role:BROKER\` or
\`user:<id>\`, a socket with \`viewAs\` in its \`connection_init\`; it is heeded for sessions only.

## Which role has what, and how far

${types.map((type) => tableOf(type, grants)).join('\n\n')}
`
}
