/** Ids are opaque strings to the outside; inside, each kind has a type of its own so that one is never passed for another. */
declare const kind: unique symbol
type Id<Kind extends string> = string & { readonly [kind]: Kind }

/** UUIDv7 of a client. */
export type ClientId = Id<'Client'>
/** UUIDv7 of a user of the firm. */
export type UserId = Id<'User'>
/** Base64url of client, instant and hash: see the interactions module. */
export type InteractionId = Id<'Interaction'>
/** UUIDv7 of a segment. */
export type SegmentId = Id<'Segment'>
/** UUIDv7 of a document. */
export type DocumentId = Id<'Document'>
/** UUIDv7 of an import. */
export type ImportId = Id<'Import'>
/** UUIDv7 of what a client agreed to. */
export type ConsentId = Id<'Consent'>
/** UUIDv7 of how one client stands to another. */
export type RelationId = Id<'ClientRelation'>
/** UUIDv7 of a communication's review. */
export type ReviewId = Id<'Review'>
/** UUIDv7 of what a data subject asked for. */
export type RequestId = Id<'DataSubjectRequest'>
/** UUIDv7 of a production of records. */
export type ProductionId = Id<'Production'>
/** UUIDv7 of a legal hold on a client. */
export type HoldId = Id<'ClientHold'>
/** UUIDv7 of what was asked for and needs a second person. */
export type ApprovalId = Id<'Approval'>
/** UUIDv7 of an event. */
export type EventId = Id<'Event'>

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Whether a string has the form of a UUID (RFC 9562); any other id cannot name anything. */
export const isUuid = (value: string): boolean => uuid.test(value)
