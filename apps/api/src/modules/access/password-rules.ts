import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'
import { normalised } from './password'

/** Whose password it is to be: what is near to a person is tried first. */
export interface Near {
  email: string
  name: string
}

/** What is wrong with a password that is to be set; null: nothing. */
export type PasswordFault = (password: string, near: Near) => string | null

const longest = 256
const product = ['brokersync', 'client data']

const wordsOf = ({ email, name }: Near): string[] =>
  [email, ...email.split(/[^\p{L}\p{N}]+/u), ...name.split(/\s+/), ...product].map((word) => normalised(word).toLowerCase()).filter((word) => word.length >= 3)

/** Whether fewer than four letters are a password's own, once the words near to its user are taken out. */
function isMadeOf(words: readonly string[], plain: string): boolean {
  const longestFirst = words.toSorted((one, other) => other.length - one.length)
  const own = longestFirst.reduce((rest, word) => rest.replaceAll(word, ' '), plain)
  return own !== plain && (own.match(/\p{L}/gu) ?? []).length < 4
}

/**
 * The rules of NIST SP 800-63B, revision 4, 3.1.1.2: a least length, any characters, no rules of composition, no change by the
 * calendar, and nothing that is commonly used, expected or breached. That is asked of zxcvbn, which knows the 49,233 passwords
 * that breaches show most often, also written backwards, doubled or in digits for letters, and the walks over a keyboard:
 * what it guesses within ten thousand million tries is refused (for a short one: within what its length alone can give).
 * @param shortest characters at least: 15 where the password is the only factor, 8 where there is another.
 */
export function passwordRules(shortest: number): PasswordFault {
  let guesser: ZxcvbnFactory | null = null
  return (password, near) => {
    const plain = normalised(password)
    const length = [...plain].length
    if (length < shortest || length > longest) return `must have from ${shortest} to ${longest} characters`
    const words = wordsOf(near)
    if (isMadeOf(words, plain.toLowerCase())) return 'is made of the name, the email address or the product’s name; choose another'
    // Its tables take some megabytes: made once somebody sets a password.
    guesser ??= new ZxcvbnFactory({ dictionary: { passwords: dictionary['passwords-common'] }, graphs: adjacencyGraphs, maxLength: 64 })
    const { guesses } = guesser.check(plain, words)
    return guesses < 10 ** Math.min(10, length - 1) ? 'is among the passwords that are guessed first (breached, repeated, or a walk over the keyboard); choose another' : null
  }
}
