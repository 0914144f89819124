import { join } from 'node:path'
import type { EventId, InteractionId } from '@brokersync/schema/ids'
import { openCassandra } from '../../platform/cassandra/cassandra'
import type { ModuleGraph } from '../../platform/federation/module-graph'
import type { RequestContext } from '../../platform/graph/context'
import type { RunningConsumer } from '../../platform/log/consumer'
import type { ModuleFactory, Surroundings } from '../../platform/module'
import { applyWhenRecorded } from './consumers/apply-when-recorded'
import { putOnTimelinesWhenMarketMoved } from './consumers/put-on-timelines-when-market-moved'
import { recordOrdersWhenImportRequested } from './consumers/record-orders-when-import-requested'
import { Pages } from './graphql/pages'
import { RecordingResolver } from './graphql/recording.resolver'
import { showWith } from './graphql/shown-interaction'
import { ClientTimelineResolver, DocumentInteractionsResolver, InteractionsResolver, NoteResolver } from './graphql/timeline.resolver'
import { rules } from './interaction.policy'
import { InteractionService } from './interaction.service'
import { liveTimeline, topicOf } from './live-timeline'
import { MarketMoveService } from './market-move.service'
import { OrderImportService } from './order-import.service'
import { RecommendationService } from './recommendation.service'
import { Recorder } from './recorder'
import { createRecordings } from './recording'
import { createReferences } from './references'
import { tokeniser } from './search-tokens'
import { createActivityStore, type ActivityStore } from './store/activity.store'
import { CassandraInteractionStore } from './store/cassandra-interaction.store'
import type { InteractionStore } from './store/interaction.store'
import { createPostgresInteractionStore } from './store/postgres-interaction.store'
import { createRecordedStore } from './store/recorded.store'
import { TimelineService } from './timeline.service'

function openStore({ environment, database, logger }: Surroundings, activity: ActivityStore): InteractionStore {
  const { CASSANDRA_CONTACT_POINTS: contactPoints, CASSANDRA_LOCAL_DATACENTER: localDataCenter, CASSANDRA_KEYSPACE: keyspace, MIGRATIONS_DIR } = environment
  if (contactPoints === undefined) return createPostgresInteractionStore(database)
  const migrations = join(MIGRATIONS_DIR, '../cassandra/interactions')
  return new CassandraInteractionStore(openCassandra({ contactPoints, localDataCenter, keyspace, migrations, logger }), activity)
}

/** The view that the applier keeps, as those who record wait for it. */
function viewOf(apply: RunningConsumer, isStoring: () => boolean) {
  /** An answer does not wait for a store that is away: what was recorded is accepted, and shown once the store is back. */
  const readable = (id: EventId): Promise<void> => (isStoring() ? apply.whenHandled(id).catch(() => undefined) : Promise.resolve())
  return { readable, caughtUp: () => apply.catchUp() }
}

/** Which interactions were applied; null where the applier cannot catch up, and so nothing can be said of those that were not. */
const knownBy = (activity: ActivityStore, caughtUp: () => Promise<void>) => async (ids: readonly InteractionId[]): Promise<Set<string> | null> => {
  const found = await activity.known(ids)
  if (found.size === ids.length) return found
  return caughtUp().then(() => activity.known(ids), () => null)
}

/** What interactions adds to the graph. */
export const interactionsGraph: ModuleGraph = {
  name: 'interactions',
  resolvers: [RecordingResolver, ClientTimelineResolver, DocumentInteractionsResolver, NoteResolver, InteractionsResolver],
  rules,
}

/** What happened: communications, orders, events, notes, feedback, recommendations; the timeline and its search. */
export const interactions: ModuleFactory = async (surroundings) => {
  const { database, directory, keys, commodities, cursors, live, commit, consume, follow } = surroundings
  const activity = createActivityStore(database)
  const store = openStore(surroundings, activity)
  const tokenise = tokeniser(keys.derive('interactions search'))
  const recordings = createRecordings(commodities)
  let storing = true
  const apply = consume(applyWhenRecorded({ store, keys, commodities, tokenise, isStoring: (now) => (storing = now) }))
  const { readable, caughtUp } = viewOf(apply, () => storing)
  const references = createReferences(database, directory, knownBy(activity, caughtUp))
  const recorder = new Recorder({ keys, directory, references, recorded: createRecordedStore(database), commit, readable })

  const services = {
    interactions: new InteractionService({ recordings, recorder, database, keys }),
    recommendations: new RecommendationService({ recordings, store, directory, keys, database, commit, readable, caughtUp }),
    moves: new MarketMoveService({ recordings, recorder, activity, keys, database, commit }),
  }
  const timelines = new TimelineService({ store, activity, directory, keys, commodities, tokenise })
  consume(putOnTimelinesWhenMarketMoved(services.moves))
  consume(recordOrdersWhenImportRequested(new OrderImportService({ recordings, recorder, keys }), keys))
  await follow(liveTimeline({ live, keys, apply }))

  const show = showWith(commodities)
  const pages = new Pages(cursors, show)
  const timelineItemAdded = (args: Readonly<Record<string, unknown>>, { actor }: RequestContext) => {
    const clientId = String(args['clientId'])
    return live.subscribe({ topic: topicOf(clientId), clientId, check: async () => void (await directory.require(actor, 'interactions:read', clientId)) })
  }

  return {
    ...interactionsGraph,
    resolvers: [
      new RecordingResolver(services, show), new ClientTimelineResolver(timelines, pages), new DocumentInteractionsResolver(timelines, pages),
      new NoteResolver(timelines, show), new InteractionsResolver(timelines, pages, commodities),
    ],
    subscriptions: { timelineItemAdded },
    async ready() {
      const { position, head } = await apply.progress()
      return [await store.health(), { name: 'interactions view', ready: head - position <= 10_000, detail: `${head - position} behind` }]
    },
    stop: () => store.stop(),
  }
}
