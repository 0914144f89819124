import type { ModuleName } from '../../environment'
import type { ResolverClass } from '../graph/schema'
import type { Rules } from '../graph/rules'

/** What a module adds to the graph, as it is known without its stores: for schemas that are printed rather than served. */
export interface ModuleGraph {
  name: ModuleName
  /** The classes of which the running module gives instances. */
  resolvers: readonly ResolverClass[]
  rules: Rules
}
