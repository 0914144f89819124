import { z } from 'zod'
import { readFirmFile } from '../../platform/firm/yaml-file'
import { visible } from '../../platform/visible-text'

/** Which communications are picked for review, as `config/supervision.yaml` says. */
export interface SupervisionRules {
  words: readonly { name: string; any: readonly string[] }[]
  /** Of those without such words, from 0 to 100. */
  samplePercent: number
}

const file = z.strictObject({
  words: z.array(z.strictObject({ name: z.string().trim().min(1).max(60).refine((name) => name !== sampled, 'must be another name'), any: z.array(z.string().trim().min(1).max(100)).min(1) })).default([]),
  samplePercent: z.number().min(0).max(100).default(0),
})

/** In the place of a rule's name: it was picked as one of the share of the rest. */
export const sampled = 'SAMPLE'

/** Reads `supervision.yaml` of the configuration's folder; without one nothing is picked. @throws {FirmError} with all its faults. */
export const loadSupervision = (configDir: string): Promise<SupervisionRules> => readFirmFile(configDir, 'supervision.yaml', file, {})

/** What is said, as it is compared: its letters without what parts them, and where words begin and end in them. */
interface Said {
  letters: string
  bounds: ReadonlySet<number>
}

function saidIn(text: string): Said {
  const words = text.normalize('NFKC').toLowerCase().split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== '')
  const bounds = new Set([0])
  let end = 0
  for (const { length } of words) bounds.add((end += length))
  return { letters: words.join(''), bounds }
}

// What shows nothing may stand inside of a word, or part two.
const unseen = /\p{Default_Ignorable_Code_Point}/gu
const readingsOf = (text: string): Said[] => {
  const shown = visible(text).replaceAll(unseen, '')
  return shown === text ? [saidIn(text)] : [saidIn(text), saidIn(shown)]
}

/** Whether whole words that follow one another spell it, however they are parted: "WhatsApp", "Whats App" and "whats-app" say the same. */
function says({ letters, bounds }: Said, sought: string): boolean {
  for (let at = letters.indexOf(sought); at !== -1 && sought !== ''; at = letters.indexOf(sought, at + 1)) {
    if (bounds.has(at) && bounds.has(at + sought.length)) return true
  }
  return false
}

/**
 * Why a communication is picked: the names of the rules whose words stand in it, or else {@link sampled}; none where it is not.
 * @param chance from 0 to 1, which nobody can tell beforehand.
 */
export function reasonsToReview(rules: SupervisionRules, texts: readonly string[], chance: number): string[] {
  const said = texts.flatMap(readingsOf)
  const isSaid = (words: string): boolean => {
    const { letters } = saidIn(words)
    return said.some((text) => says(text, letters))
  }
  const named = rules.words.filter(({ any }) => any.some(isSaid)).map(({ name }) => name)
  if (named.length > 0) return named
  return chance * 100 < rules.samplePercent ? [sampled] : []
}
