import type { Commodities } from '../../apps/api/src/platform/firm/commodities'
import type { Keys } from '../../apps/api/src/platform/keys/keys'
import type { Write } from '../../apps/api/src/platform/postgres/commit'
import type { Database } from '../../apps/api/src/platform/postgres/database'
import { sealTexts } from '../../apps/api/src/modules/interactions/interaction-events'
import { categoryOf, keyOwnerOf, type Interaction } from '../../apps/api/src/modules/interactions/interaction'
import { termsOfItem, tokeniser, type Tokenise } from '../../apps/api/src/modules/interactions/search-tokens'
import type { InteractionStore } from '../../apps/api/src/modules/interactions/store/interaction.store'
import type { Indexed } from '../../apps/api/src/modules/interactions/store/item-writes'

interface Parts {
  database: Database
  keys: Keys
  commodities: Commodities
  store: InteractionStore
}

/** The same tokens, of which each is worked out once: a vocabulary is used over and over. */
function remembered(tokenise: Tokenise): Tokenise {
  const known = new Map<string, number>()
  const token = (term: string): number => {
    const found = known.get(term) ?? tokenise([term])[0] ?? 0
    known.set(term, found)
    return found
  }
  return (terms) => terms.map(token)
}

/** Indexes items as the product does. */
export function indexer({ keys, commodities }: Pick<Parts, 'keys' | 'commodities'>): (item: Interaction) => Indexed {
  const tokenise = remembered(tokeniser(keys.derive('interactions search')))
  return (item) => ({ item, tokens: tokenise(termsOfItem(item, commodities)), account: null })
}

/** Keeps items as the product's applier does, sealed by the product's keys; @param derived what else is to be written of them. */
export async function keep({ database, keys, store }: Parts, items: readonly Interaction[], derived: readonly Write[]): Promise<void> {
  const sealer = await keys.sealerFor(items.map(keyOwnerOf))
  await store.put(items.map((item) => ({ ...item, category: categoryOf[item.kind], sealed: sealTexts(sealer, item) })))
  for (const { sql, values } of derived) await database.query(sql, values)
}
