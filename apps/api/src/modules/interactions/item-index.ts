import type { Commodities } from '../../platform/firm/commodities'
import type { Keys } from '../../platform/keys/keys'
import type { Interaction } from './interaction'
import { soughtTerms, termsOfItem, tokeniser } from './search-tokens'
import type { Indexed } from './store/item-writes'

/** Turns what names somebody into what it is found by: only with the installation's key can one be told from the other. */
export interface ItemIndex {
  of(item: Interaction): Indexed
  account(name: string): Buffer
  /** For each word, the tokens any of which it is found by; with those of how people are reached, for who may see that. */
  words(words: readonly string[], withContact?: boolean): number[][]
}

export function createItemIndex(keys: Keys, commodities: Commodities): ItemIndex {
  const tokenise = tokeniser(keys.derive('interactions search'))
  const account = (name: string) => keys.fingerprint('account', name)
  return {
    account,
    words: (words, withContact) => soughtTerms(words, withContact).map(tokenise),
    of(item) {
      const named = item.kind === 'OrderEvent' ? item.texts.account : null
      return { item, tokens: tokenise(termsOfItem(item, commodities)), account: named === null ? null : account(named) }
    },
  }
}
