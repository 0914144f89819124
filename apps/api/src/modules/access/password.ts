import { hash, verify } from '@node-rs/argon2'
import { commonPasswords } from './common-passwords'

// OWASP Password Storage Cheat Sheet, Argon2id: 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

// NIST SP 800-63B, 5.1.1.2: the same characters hash alike, however a keyboard composed them.
const normalised = (password: string) => password.normalize('NFKC')

const shortest = 8
const longest = 256

/** What is wrong with a password that is to be set (NIST SP 800-63B: its length and that nobody guesses it first, no rules of composition). */
export function passwordFault(password: string, email: string): string | null {
  const length = [...normalised(password)].length
  if (length < shortest || length > longest) return `must have from ${shortest} to ${longest} characters`
  const plain = normalised(password).toLowerCase()
  if (plain === email || plain === email.split('@')[0]) return 'must not be the email address'
  if (commonPasswords.has(plain)) return 'is one of the most common passwords; choose another'
  return null
}

/** The argon2id hash of a password (PHC string), made off the event loop. */
export const hashPassword = (password: string): Promise<string> => hash(normalised(password), cost)

/**
 * Whether a password is that of a hash; with no hash it is not, and takes as long to say so, so that the time tells
 * nobody which users there are.
 */
export async function isPassword(password: string, passwordHash: string | null): Promise<boolean> {
  const matches = await verify(passwordHash ?? (await nobodys), normalised(password))
  return matches && passwordHash !== null
}

const nobodys = hashPassword('no user has this')
