import type { FieldChange } from '../../platform/audit/changes'
import { conflict, type DomainError, type Fault } from '../../platform/errors/domain-error'
import type { Role } from '@brokersync/schema/enums'
import type { UserId } from '@brokersync/schema/ids'

/** Someone of the firm. */
export interface User {
  id: UserId
  /** Lower case. */
  email: string
  name: string
  roles: readonly Role[]
  team: string | null
  active: boolean
  /** From 1 on, one more with each change. */
  version: number
}

/** @param holder who has the email that another was to have. */
export const emailTaken = ({ name, email }: Pick<User, 'name' | 'email'>): DomainError =>
  conflict(`The email ${email} belongs to ${name}`, { fields: [{ path: 'email', message: `belongs to ${name}` } satisfies Fault] })

// Accents apart, so that "Renee" finds Renée.
const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** The name as lists are sorted by it. */
export const sortNameOf = ({ name }: Pick<User, 'name'>): string => fold(name)

/** A user as nobody takes it for another: by the email as well, where its name is not its alone. @param shared names as {@link sortNameOf} has them. */
export const distinctNameOf = (user: Pick<User, 'name' | 'email'>, shared: ReadonlySet<string>): string => (shared.has(sortNameOf(user)) ? `${user.name} (${user.email})` : user.name)

/** The words by whose beginnings a user is found, each after a space: of the name, and the email whole and in parts. */
export const searchWordsOf = ({ name, email }: Pick<User, 'name' | 'email'>): string =>
  ` ${[...new Set([...fold(name).split(/\s+/), ...fold(name).split(/[^\p{L}\p{N}]+/u), fold(email), ...fold(email).split(/[^\p{L}\p{N}]+/u)])].filter(Boolean).join(' ')}`

/** The beginnings of words that a search asks for; a user must have them all. */
export const searchedFor = (search: string | null): string[] => fold(search ?? '').split(/[\s\0]+/).filter(Boolean)

/** Whether a user may administrate now. */
export const isAdministrator = ({ roles, active }: Pick<User, 'roles' | 'active'>): boolean => active && roles.includes('ADMIN')

const audited = ['email', 'name', 'roles', 'team', 'active'] as const

/** What differs between two states of a user, for the audit. */
export const changesOf = (before: User | null, after: User): FieldChange[] =>
  audited
    .map((field) => ({ field, before: before?.[field] ?? null, after: after[field] }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after))
