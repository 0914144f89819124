/** The seven kinds of thing that happen with a client, in the order in which the timeline draws them. */
export const laneIds = ['orders', 'calls', 'emails', 'documents', 'events', 'notes', 'followups'] as const

export type LaneId = (typeof laneIds)[number]

export interface Lane {
  id: LaneId
  name: string
  /** Rows that the lane keeps even where the pane is low. */
  leastRows: number
  /** Rows that the lane gets first when there is height to share. */
  wantedRows: number
}

const lane = (id: LaneId, name: string, leastRows = 1, wantedRows = 2): Lane => ({ id, name, leastRows, wantedRows })

export const lanes: readonly Lane[] = [
  lane('orders', 'Orders', 2, 4),
  lane('calls', 'Calls & meetings'),
  lane('emails', 'Emails & messages'),
  lane('documents', 'Documents'),
  lane('events', 'Events & markets'),
  lane('notes', 'Notes & feedback'),
  lane('followups', 'Follow-ups'),
]
