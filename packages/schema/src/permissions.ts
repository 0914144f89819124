/** All that a role or a token can be given: `<what>:<deed>`. A token's scopes are out of this same list. */
export const permissions = [
  'clients:read',
  'clients:contact',
  'clients:preferences',
  'clients:risk',
  'clients:goals',
  'clients:sensitive',
  'clients:engagement',
  'clients:write',
  'clients:deactivate',
  'clients:assign',
  'clients:grant',
  'interactions:read',
  'interactions:write',
  'interactions:oversee',
  'segments:read',
  'segments:write',
  'documents:read',
  'documents:write',
  'imports:read',
  'imports:write',
  'users:read',
  'users:write',
  'loans:read',
  'loans:write',
  'walls:read',
  'walls:write',
  'walls:cross',
  'roles:read',
  'roles:write',
  'roles:preview',
  'access:explain',
  'tokens:write',
  'audit:read',
  'audit:export',
  'holds:write',
  'retention:write',
  'privacy:read',
  'privacy:restrict',
  'privacy:export',
  'privacy:erase',
  'approvals:decide',
  'supervision:review',
] as const

export type Permission = (typeof permissions)[number]

export const isPermission = (value: string): value is Permission => (permissions as readonly string[]).includes(value)

/** How far a permission goes: the clients that one owns, those that one's team owns, or all with the unassigned. */
export const reaches = ['own', 'team', 'all'] as const
export type ReachName = (typeof reaches)[number]

/** The groups of a client's fields, each with the permission that shows it; with `clients:write` at hand, also the one that lets it be changed. */
export const clientFieldGroups = {
  identity: 'clients:read',
  contact: 'clients:contact',
  preferences: 'clients:preferences',
  risk: 'clients:risk',
  goals: 'clients:goals',
  sensitive: 'clients:sensitive',
  engagement: 'clients:engagement',
} as const satisfies Readonly<Record<string, Permission>>
export type ClientFieldGroup = keyof typeof clientFieldGroups

// What is not of clients one by one is had for the whole firm or not at all.
const ofTheFirm: readonly Permission[] = [
  'users:read', 'users:write', 'walls:read', 'walls:write', 'walls:cross', 'roles:read', 'roles:write', 'roles:preview', 'access:explain', 'audit:read', 'audit:export',
  'approvals:decide', 'interactions:oversee', 'privacy:read', 'retention:write',
]

/**
 * What is kept apart from administration: who keeps users and roles may give it to others without having it, as one appoints an officer
 * without being one. Anything else nobody gives who has it not.
 */
export const keptApart: readonly Permission[] = ['privacy:read']

/** The reaches that a permission can have. */
export const reachesFor = (permission: Permission): readonly ReachName[] => (ofTheFirm.includes(permission) ? ['all'] : reaches)

const notOfClients = ['loans', 'tokens']

/** Whether a permission shows, or lets one do something with, clients one by one: its reach says which. */
export const isOfClients = (permission: Permission): boolean => reachesFor(permission).length > 1 && !notOfClients.includes(permission.split(':')[0] ?? '')

const lendableTypes = ['clients', 'interactions', 'documents']
const neverLent: readonly Permission[] = ['clients:assign', 'clients:grant']

/** Whether a permission also holds for clients that are lent or granted: what is read or done with them, but not handing them on. */
export const isLendable = (permission: Permission): boolean => lendableTypes.includes(permission.split(':')[0] ?? '') && !neverLent.includes(permission)

/** What each lets one do, for who gives it to a role. */
export const permissionMeanings: Readonly<Record<Permission, string>> = {
  'clients:read': 'See clients: name, reference, kind, status, stage, owner, tags, references of other systems',
  'clients:contact': 'See how to reach them: emails, phones, addresses',
  'clients:preferences': 'See how they like to be reached and what they trade',
  'clients:risk': 'See their risk profile',
  'clients:goals': 'See their goals',
  'clients:sensitive': 'See tax id, date of birth, identity document; each reading is on record',
  'clients:engagement': 'See when they were last in touch, and how much',
  'clients:write': 'Create and change clients, as far as the field is seen',
  'clients:deactivate': 'Deactivate and reactivate clients',
  'clients:assign': 'Hand clients over to another owner',
  'clients:grant': 'Let another user see a single client',
  'interactions:read': 'See what happened: timeline, search, orders, notes',
  'interactions:write': 'Record what happened',
  'interactions:oversee': 'See the notes of others that are private or of their team',
  'segments:read': 'See segments, and who of one’s clients is in them',
  'segments:write': 'Make segments and change who is in them',
  'documents:read': 'See documents',
  'documents:write': 'Add and change documents',
  'imports:read': 'See imports and their rejected rows',
  'imports:write': 'Import files',
  'users:read': 'See users’ emails, roles and teams',
  'users:write': 'Make and change users',
  'loans:read': 'See who stands in for whom',
  'loans:write': 'Lend clients to a stand-in',
  'walls:read': 'See walls between teams',
  'walls:write': 'Put up and remove walls between teams',
  'walls:cross': 'See through every wall',
  'roles:read': 'See what each role may do',
  'roles:write': 'Change what each role may do',
  'roles:preview': 'View the product as a role would see it',
  'access:explain': 'Ask why a user sees a client, or does not',
  'tokens:write': 'Make API tokens for oneself; at all, revoke anybody’s',
  'audit:read': 'Read the audit trail',
  'audit:export': 'Export the audit trail',
  'holds:write': 'Place and release legal holds',
  'retention:write': 'See and change for how long records are kept',
  'privacy:read': 'See clients whose processing is restricted, and what is kept of erased ones',
  'privacy:restrict': 'Restrict the processing of a client',
  'privacy:export': 'Export all that is held about a client',
  'privacy:erase': 'Ask for erasure or anonymisation of a client',
  'approvals:decide': 'Approve what another asked for',
  'supervision:review': 'Review communications and sign them off',
}
