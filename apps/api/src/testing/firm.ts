import { isLendable, type Permission } from '@brokersync/schema/permissions'
import { Role } from '@brokersync/schema/enums'
import { operation } from './contract'
import { act, person, type Person, type Reachable } from './people'

/** How a client stands to the one for whom it was made. */
export const ownerships = ['own', 'team', 'foreign', 'unassigned', 'granted', 'lent', 'walled', 'grantedBehindWall'] as const
export type Ownership = (typeof ownerships)[number]

export interface Member extends Person {
  role: Role
  team: string | null
}

/** A client with something in each field that stands in no other: what is found of it was read from it. */
export interface Canary {
  id: string
  ownership: Ownership
  /** For whom it was made. */
  of: Member
  ownerId: string | null
  ownerTeam: string | null
  /** To whom it is granted. */
  grantedTo: string | null
  /** The permission that shows it → the texts that give it away. */
  texts: Readonly<Partial<Record<Permission, readonly string[]>>>
}

/** A firm with someone of every role on one desk, behind a wall from another, and a client of every ownership for each. */
export interface Firm {
  members: readonly Member[]
  clients: readonly Canary[]
  lenderId: string
}

type Grants = Readonly<Record<Role, Readonly<Partial<Record<Permission, string>>>>>

/** Whether a member may do something with a client, told from the roles and the facts alone, in other words than the product's. */
export function mayByTheBook(grants: Grants, firm: Firm, { role, id, team }: Member, client: Canary, permission: Permission): boolean {
  const reach = grants[role][permission]
  if (reach === undefined) return false
  const isBehindWall = client.ownerTeam === 'Metals' && team === 'Grains' && grants[role]['walls:cross'] === undefined
  if (isBehindWall) return false
  if (reach === 'all' || client.ownerId === id) return true
  if (isLendable(permission) && (client.grantedTo === id || client.ownerId === firm.lenderId)) return true
  return reach === 'team' && client.ownerTeam === team
}

const regions = 'AD AE AF AG AI AL AM AO AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CK CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ'.split(' ')
const mark = (number: number, field: string) => `zq${field}${number.toString(36).padStart(3, '0')}xw`

/** All of a client's fields, each with its mark, and which permission shows which. */
function contentOf(number: number) {
  const [name, tag, reference, email, street, goal, tax, paper] = ['nm', 'tg', 'rf', 'em', 'st', 'gl', 'tx', 'pp'].map((field) => mark(number, field)) as [string, string, string, string, string, string, string, string]
  const assessedOn = new Date(Date.UTC(1975, 0, 1 + number)).toISOString().slice(0, 10)
  const language = `en-${regions[number % regions.length]}`
  const input = {
    kind: 'ORGANISATION', displayName: `Firm ${name}`, tags: [tag], externalReferences: [{ source: 'proof', value: reference }],
    contact: { emails: [{ address: `${email}@canary.example`, label: 'WORK', primary: true }], addresses: [{ label: 'WORK', lines: [street], country: 'GB' }] },
    communicationPreferences: { channels: ['CALL'], language }, tradingPreferences: { commodities: ['WHEAT'] }, risk: { tolerance: 'MODERATE', score: 50, assessedOn },
    goals: [{ title: goal, kind: 'OTHER', horizon: 'LONG_TERM' }], sensitive: { taxId: tax, identityDocument: paper },
  }
  const texts: Canary['texts'] = {
    'clients:read': [name, tag, reference], 'clients:contact': [email, street], 'clients:preferences': [`"${language}"`], 'clients:risk': [assessedOn], 'clients:goals': [goal],
    'clients:sensitive': [tax, paper], 'interactions:read': [mark(number, 'nt')],
  }
  return { input, texts }
}

const grantClient = 'mutation ($input: GrantClientInput!) { grantClient(input: $input) { id } }'
const lendClients = 'mutation ($input: LendClientsInput!) { lendClients(input: $input) { id } }'
const setWall = 'mutation ($input: SetWallInput!) { setWall(input: $input) { id } }'

async function member(app: Reachable, role: Role, team: string | null): Promise<Member> {
  return { ...(await person(app, { role, team })), role, team }
}

/** Makes it all through the API, as its administrator. */
export async function aFirm(app: Reachable): Promise<Firm> {
  const members: Member[] = []
  for (const role of Object.keys(Role) as Role[]) members.push(await member(app, role, 'Grains'))
  const mate = await member(app, 'BROKER', 'Grains')
  const [stranger, lender, foe] = [await member(app, 'BROKER', null), await member(app, 'BROKER', null), await member(app, 'BROKER', 'Metals')]
  const nobody = { id: null, team: null }
  const ownerOf = { own: null, team: mate, foreign: stranger, unassigned: nobody, granted: stranger, lent: lender, walled: foe, grantedBehindWall: foe } as const
  const clients: Canary[] = []
  for (const of of members) {
    for (const ownership of ownerships) {
      const owner = ownerOf[ownership] ?? of
      const { input, texts } = contentOf(clients.length)
      const id = await act(app, operation('CreateClient'), { ...input, ownerId: owner.id })
      await act(app, operation('AddNote'), { clientId: id, body: `Said ${texts['interactions:read']?.[0]}` })
      const isGranted = ownership === 'granted' || ownership === 'grantedBehindWall'
      if (isGranted) await act(app, grantClient, { clientId: id, userId: of.id, reason: 'A test' })
      clients.push({ id, ownership, of, ownerId: owner.id, ownerTeam: owner.team, grantedTo: isGranted ? of.id : null, texts })
    }
    await act(app, lendClients, { fromUserId: lender.id, toUserId: of.id, until: new Date(Date.now() + 86_400_000).toISOString(), reason: 'A test' })
  }
  await act(app, setWall, { teams: ['Grains', 'Metals'], reason: 'A test' })
  return { members, clients, lenderId: lender.id }
}
