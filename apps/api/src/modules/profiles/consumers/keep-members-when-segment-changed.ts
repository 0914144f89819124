import type { Consumer } from '../../../platform/log/consumer'

/** Keeps which segments a client is in, to filter lists by. */
export const keepMembersWhenSegmentChanged: Consumer = {
  name: 'keep-members-when-segment-changed',
  types: ['segment.entered', 'segment.left'],
  handle: async (events) => {
    // Of several changes of one membership only the last one counts.
    const last = [...new Map(events.map((event) => [`${event.subject} ${String(event.data['segmentId'])}`, event])).values()]
    const bound = (type: string) => {
      const some = last.filter((event) => event.type === type)
      return [some.map((event) => event.data['segmentId']), some.map((event) => event.subject)]
    }
    return {
      writes: [
        { sql: 'INSERT INTO profiles.segment_member (segment_id, client_id) SELECT * FROM unnest($1::uuid[], $2::uuid[]) ON CONFLICT DO NOTHING RETURNING 1', values: bound('segment.entered') },
        {
          sql: 'DELETE FROM profiles.segment_member m USING unnest($1::uuid[], $2::uuid[]) AS l(segment_id, client_id) WHERE m.segment_id = l.segment_id AND m.client_id = l.client_id RETURNING 1',
          values: bound('segment.left'),
        },
      ],
    }
  },
}
