import { z } from 'zod'
import { readFirmFile } from '../../platform/firm/yaml-file'

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

/** Words as they are compared: in lower case, parted by single spaces, with one before and one after. */
const plain = (text: string): string => ` ${text.toLowerCase().normalize('NFKC').replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()} `

/**
 * Why a communication is picked: the names of the rules whose words stand in it, or else {@link sampled}; none where it is not.
 * @param chance from 0 to 1, which nobody can tell beforehand.
 */
export function reasonsToReview(rules: SupervisionRules, texts: readonly string[], chance: number): string[] {
  const said = texts.map(plain)
  const named = rules.words.filter(({ any }) => any.some((words) => said.some((text) => text.includes(plain(words))))).map(({ name }) => name)
  if (named.length > 0) return named
  return chance * 100 < rules.samplePercent ? [sampled] : []
}
