import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { EventId, InteractionId } from '@brokersync/schema/ids'
import { openCassandra } from '../../platform/cassandra/cassandra'
import type { ModuleGraph } from '../../platform/federation/module-graph'
import type { RequestContext } from '../../platform/graph/context'
import type { RunningConsumer } from '../../platform/log/consumer'
import type { ModuleFactory, Surroundings } from '../../platform/module'
import { applyWhenRecorded } from './consumers/apply-when-recorded'
import { keepTimelinesWhenMarketMoved } from './consumers/keep-timelines-when-market-moved'
import { recordOrdersWhenImportRequested } from './consumers/record-orders-when-import-requested'
import { deriveAnew } from './derive-anew'
import { ClientOrdersResolver, CommunicationOrderResolver, OrderEventResolver, OrderResolver, PositionResolver } from './graphql/order.resolver'
import { CommunicationResolver } from './graphql/communication.resolver'
import { Pages } from './graphql/pages'
import { PinResolver } from './graphql/pin.resolver'
import { RevisionResolver } from './graphql/revision.resolver'
import { RecordingResolver } from './graphql/recording.resolver'
import { showWith } from './graphql/shown-interaction'
import { ClientTimelineResolver, DocumentInteractionsResolver, InteractionsResolver, NoteResolver } from './graphql/timeline.resolver'
import { HeldPositions } from './held-positions'
import type { Interaction } from './interaction'
import { FeedbackService } from './feedback.service'
import { rules } from './interaction.policy'
import { InteractionService } from './interaction.service'
import { createItemIndex } from './item-index'
import { liveTimeline, topicOf } from './live-timeline'
import { keepLayouts } from './keep-layouts'
import { MarketMoveService } from './market-move.service'
import { moveInteractions } from './move-interactions'
import { orderBooks } from './order-book'
import { OrderIndex } from './order-index'
import { OrderService } from './order.service'
import { PositionService } from './position.service'
import { OrderImportService } from './order-import.service'
import { PinService } from './pin.service'
import { RecommendationService } from './recommendation.service'
import { interactionData } from './personal-data'
import { Recorder } from './recorder'
import { createRecordings } from './recording'
import { createReferences } from './references'
import { createActivityStore, type ActivityStore } from './store/activity.store'
import { CassandraInteractionStore } from './store/cassandra-interaction.store'
import type { InteractionStore } from './store/interaction.store'
import { createItemStore, type ItemStore } from './store/item.store'
import { createOrderStore } from './store/order.store'
import { createPositionStore } from './store/position.store'
import { placedStore, readPlace } from './store/placed-interaction.store'
import { createPostgresInteractionStore } from './store/postgres-interaction.store'
import { createRecordedStore } from './store/recorded.store'
import { createStoring, type Storing } from './store/storing'
import { RevisionService } from './revision.service'
import { TimelineCountsService } from './timeline-counts.service'
import { TimelineService } from './timeline.service'
import { mayRead, viewerOf } from './visibility'

/** Postgres, and Cassandra where the environment knows one. */
function openStores({ environment, database, logger }: Surroundings, activity: ActivityStore): { postgres: InteractionStore; cassandra: CassandraInteractionStore | null } {
  const { CASSANDRA_CONTACT_POINTS: contactPoints, CASSANDRA_LOCAL_DATACENTER: localDataCenter, CASSANDRA_KEYSPACE: keyspace, MIGRATIONS_DIR } = environment
  const postgres = createPostgresInteractionStore(database)
  if (contactPoints === undefined) return { postgres, cassandra: null }
  const migrations = join(MIGRATIONS_DIR, '../cassandra/interactions')
  return { postgres, cassandra: new CassandraInteractionStore(openCassandra({ contactPoints, localDataCenter, keyspace, migrations, logger }), activity) }
}

/** `move-interactions --to cassandra` or `--to postgres`. */
const mover = (parts: Omit<Parameters<typeof moveInteractions>[0], 'say'>) => async (args: string[]): Promise<string> => {
  const { to } = parseArgs({ args, options: { to: { type: 'string' } } }).values
  if (to !== 'cassandra' && to !== 'postgres') throw new TypeError('move-interactions --to cassandra, or --to postgres')
  const { interactions: moved, clients } = await moveInteractions({ ...parts, say: (line) => process.stdout.write(`${line}\n`) }, to)
  return `The interactions are in ${to}: ${moved} of ${clients} clients were moved and compared`
}

/** The view that the applier keeps, as those who record wait for it. */
function viewOf(apply: RunningConsumer, storing: Storing) {
  /** An answer does not wait for a store that is away: what was recorded is accepted, and shown once the store is back. */
  const readable = (id: EventId): Promise<void> => storing.while(() => apply.whenHandled(id))
  return { readable, caughtUp: () => apply.catchUp() }
}

/** Which interactions were applied; null where the applier cannot catch up, and so nothing can be said of those that were not. */
const knownBy = (items: ItemStore, caughtUp: () => Promise<void>) => async (ids: readonly InteractionId[]): Promise<Set<string> | null> => {
  const found = await items.known(ids)
  if (found.size === ids.length) return found
  return caughtUp().then(() => items.known(ids), () => null)
}

/** What interactions adds to the graph. */
export const interactionsGraph: ModuleGraph = {
  name: 'interactions',
  resolvers: [
    RecordingResolver, ClientTimelineResolver, DocumentInteractionsResolver, CommunicationResolver, NoteResolver, InteractionsResolver,
    ClientOrdersResolver, CommunicationOrderResolver, OrderResolver, OrderEventResolver, PositionResolver, RevisionResolver, PinResolver,
  ],
  rules,
}

/** What happened: communications, orders, events, notes, feedback, recommendations; the timeline and its search. */
export const interactions: ModuleFactory = async (surroundings) => {
  const { database, directory, keys, commodities, cursors, live, commit, consume, follow } = surroundings
  const activity = createActivityStore(database)
  const stores = openStores(surroundings, activity)
  const store = placedStore(stores, database)
  const { reads } = await readPlace(database, stores.cassandra !== null)
  if (reads === 'postgres' && stores.cassandra !== null) surroundings.logger.warn('there is a Cassandra, but the interactions are in Postgres: `npm run cli -- move-interactions --to cassandra` moves them')
  const items = createItemStore(database)
  const index = createItemIndex(keys, commodities)
  const [orderStore, positions] = [createOrderStore(database), createPositionStore(database)]
  const held = new HeldPositions(positions, commodities)
  const orderIndex = new OrderIndex(orderStore, commodities)
  const recordings = createRecordings(commodities)
  const storing = createStoring()
  const apply = consume(applyWhenRecorded({ store, keys, directory, index: (item) => index.of(item), orders: orderIndex, isStoring: (now) => storing.set(now) }))
  const { readable, caughtUp } = viewOf(apply, storing)
  const references = createReferences(database, directory, knownBy(items, caughtUp))
  const books = orderBooks({ orders: orderStore, account: (name) => index.account(name), commodities, caughtUp })
  const recorder = new Recorder({ keys, directory, references, orders: books, recorded: createRecordedStore(database), commit, readable })

  const services = {
    interactions: new InteractionService({ recordings, recorder, database, keys }),
    recommendations: new RecommendationService({ recordings, store, directory, keys, database, commit, readable, caughtUp }),
    feedback: new FeedbackService({ recordings, store, directory, keys, database, commit, readable, caughtUp }),
    moves: new MarketMoveService({ recordings, recorder, activity, held, store, caughtUp, commodities, keys, database, commit }),
  }
  const timelines = new TimelineService({ store, items, index, directory, keys, commodities })
  const orders = new OrderService({ orders: orderStore, index, directory, timelines })
  const positionService = new PositionService({ positions, held, index, directory, commodities, keys, database, commit })
  const counts = new TimelineCountsService({ store, activity, items, index, directory })
  consume(keepTimelinesWhenMarketMoved(services.moves))
  consume(recordOrdersWhenImportRequested(new OrderImportService({ recordings, recorder, keys }), keys))
  await follow(liveTimeline({ live, keys, apply }))
  const stopDeriving = deriveAnew({ store, index, orders: orderIndex, keys, database, logger: surroundings.logger })

  const layouts = stores.cassandra === null ? null : keepLayouts({ store: stores.cassandra, database, caughtUp }, surroundings)

  const show = showWith(commodities)
  const pages = new Pages(cursors, show)
  const timelineItemAdded = async (args: Readonly<Record<string, unknown>>, { actor, reads }: RequestContext) => {
    const clientId = String(args['clientId'])
    const check = async () => void (await directory.require(actor, 'interactions:read', clientId))
    const added = await live.subscribe<Interaction>({ topic: topicOf(clientId), clientId, isFor: (item) => mayRead(viewerOf(actor), item), check })
    reads.add('timeline', [clientId])
    return added
  }

  return {
    ...interactionsGraph,
    resolvers: [
      new RecordingResolver(services, show), new ClientTimelineResolver(timelines, counts, pages), new DocumentInteractionsResolver(timelines, pages),
      new CommunicationResolver(timelines), new NoteResolver(timelines, show), new InteractionsResolver(timelines, counts, pages, commodities),
      new ClientOrdersResolver(orders, positionService, { cursors, commodities }), new OrderResolver(orders, show, { timelines, pages }), new OrderEventResolver(orders, commodities), new CommunicationOrderResolver(orders, commodities), new PositionResolver(positionService, commodities),
      new PinResolver(new PinService({ directory, database, keys, commit, timelines, caughtUp }), show),
      new RevisionResolver(new RevisionService({ moves: services.moves, store, directory, keys, database, commit, readable, caughtUp }), show),
    ],
    subscriptions: { timelineItemAdded },
    personalData: interactionData({ database, keys, store, positions, caughtUp }),
    commands: { 'move-interactions': mover({ stores, database, caughtUp }) },
    async ready() {
      const { position, head } = await apply.progress()
      return [await store.health(), { name: 'interactions view', ready: head - position <= 10_000, detail: `${head - position} behind` }]
    },
    async stop() {
      await stopDeriving()
      await layouts?.stop()
      await store.stop()
    },
  }
}
