import { createHash, randomBytes, randomInt } from 'node:crypto'

/** 256 random bits as 43 characters, base64url. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** What is kept of a secret. It needs no salt nor slowness: 256 random bits are not guessed. */
export const secretHash = (secret: string): Buffer => createHash('sha256').update(secret).digest()

// Without the letters and digits that are taken for one another.
const legible = 'abcdefghijkmnpqrstuvwxyz23456789'

/** A password for a person to type once: four groups of five, 100 random bits. */
export const newPassword = (): string => {
  const group = () => Array.from({ length: 5 }, () => legible[randomInt(legible.length)]).join('')
  return [group(), group(), group(), group()].join('-')
}
