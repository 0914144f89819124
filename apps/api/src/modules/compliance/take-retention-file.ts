import { takeFile } from '../../platform/firm/take-file'
import type { RetentionRules } from './retention'
import { changesBetween } from './retention-set'
import type { RetentionStore } from './store/retention.store'

/** Takes the rules of the file, where nobody changed them since; it moves no day of what is kept already. @param warn takes the sentence for the operator. */
export const takeRetentionFile = ({ store, file, warn }: { store: RetentionStore; file: RetentionRules; warn: (sentence: string) => void }): Promise<void> =>
  takeFile({
    store, name: 'retention.yaml', content: file, changesBetween,
    differs: (version) => warn(`retention.yaml says other than the rules in force, which were changed since (version ${version}); \`npm run cli -- retention apply\` takes the file`),
  })
