import { User } from '@brokersync/schema/entities'
import type { Channel, OrderStatus, TimelineCategory } from '@brokersync/schema/enums'
import type { UserId } from '@brokersync/schema/ids'
import type { Facet } from '../store/item-filter'
import type { TimelineCounts as Counted } from '../timeline-counts.service'
import type { TimelineCounts } from './timeline-counts.type'

/** The counts as the graph shows them, the largest first. @param nameOf the name of an account by its fingerprint. */
export function showCounts({ total, facets }: Counted, nameOf: (fingerprint: string) => string | undefined = () => undefined): TimelineCounts {
  const of = (facet: Facet) => facets.filter((one) => one.facet === facet).sort((a, b) => b.n - a.n || (a.value < b.value ? -1 : 1))
  return {
    total,
    // The applier wrote values of these very enums.
    categories: of('categories').map(({ value, n }) => ({ category: value as TimelineCategory, count: n })),
    channels: of('channels').map(({ value, n }) => ({ channel: value as Channel, count: n })),
    authors: of('authorIds').map(({ value, n }) => ({ author: new User(value as UserId), count: n })),
    commodities: of('commodities').map(({ value, n }) => ({ commodity: value, count: n })),
    accounts: of('accounts').flatMap(({ value, n }) => {
      const account = nameOf(value)
      return account === undefined ? [] : [{ account, count: n }]
    }).sort((a, b) => b.count - a.count || (a.account < b.account ? -1 : 1)),
    orderStatuses: of('orderStatuses').map(({ value, n }) => ({ status: value as OrderStatus, count: n })),
    withAttachment: facets.find(({ facet, value }) => facet === 'hasAttachment' && value === 'true')?.n ?? 0,
  }
}
