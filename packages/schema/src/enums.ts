import { registerEnumType } from 'type-graphql'

/** Makes an enum object whose keys are its values, as GraphQL shows them. */
function enumOf<const Value extends string>(name: string, values: readonly Value[], description?: string): { readonly [Key in Value]: Key } {
  const object = Object.fromEntries(values.map((value) => [value, value])) as { [Key in Value]: Key }
  registerEnumType(object, { name, ...(description === undefined ? {} : { description }) })
  return object
}

export const Role = enumOf('Role', ['ADMIN', 'MANAGER', 'BROKER', 'ASSISTANT', 'COMPLIANCE', 'ANALYST', 'INTEGRATION'])
export type Role = keyof typeof Role

export const ClientKind = enumOf('ClientKind', ['INDIVIDUAL', 'ORGANISATION'])
export type ClientKind = keyof typeof ClientKind

export const ClientStatus = enumOf('ClientStatus', ['ACTIVE', 'INACTIVE', 'ANONYMISED', 'ERASED'])
export type ClientStatus = keyof typeof ClientStatus

export const LifecycleStage = enumOf('LifecycleStage', ['PROSPECT', 'ONBOARDING', 'ACTIVE', 'DORMANT', 'CLOSED'])
export type LifecycleStage = keyof typeof LifecycleStage

export const Channel = enumOf('Channel', ['CALL', 'EMAIL', 'MEETING', 'MESSAGE', 'SMS'])
export type Channel = keyof typeof Channel

export const Direction = enumOf('Direction', ['INBOUND', 'OUTBOUND'])
export type Direction = keyof typeof Direction

export const CallOutcome = enumOf('CallOutcome', ['CONNECTED', 'NO_ANSWER', 'LEFT_MESSAGE', 'BUSY', 'WRONG_NUMBER'])
export type CallOutcome = keyof typeof CallOutcome

export const TimeOfDay = enumOf('TimeOfDay', ['MORNING', 'AFTERNOON', 'EVENING'])
export type TimeOfDay = keyof typeof TimeOfDay

export const ContactFrequency = enumOf('ContactFrequency', ['DAILY', 'WEEKLY', 'MONTHLY', 'QUARTERLY', 'ON_EVENT'])
export type ContactFrequency = keyof typeof ContactFrequency

export const ContactLabel = enumOf('ContactLabel', ['WORK', 'HOME', 'MOBILE', 'OTHER'])
export type ContactLabel = keyof typeof ContactLabel

export const Instrument = enumOf('Instrument', ['SPOT', 'FUTURE', 'OPTION', 'SWAP', 'FORWARD', 'ETF'])
export type Instrument = keyof typeof Instrument

export const OrderType = enumOf('OrderType', ['MARKET', 'LIMIT', 'STOP', 'STOP_LIMIT'])
export type OrderType = keyof typeof OrderType

export const OrderSide = enumOf('OrderSide', ['BUY', 'SELL'])
export type OrderSide = keyof typeof OrderSide

export const OrderStatus = enumOf('OrderStatus', ['PLACED', 'PARTIALLY_FILLED', 'FILLED', 'CANCELLED', 'REJECTED', 'EXPIRED'])
export type OrderStatus = keyof typeof OrderStatus

export const ExecutionState = enumOf('ExecutionState', ['LIVE', 'BUSTED', 'CORRECTED'], 'Of an execution: whether it counts, was undone, or another took its place')
export type ExecutionState = keyof typeof ExecutionState

export const OrderMismatch = enumOf(
  'OrderMismatch',
  ['OTHER_TERMS', 'UNKNOWN_EXECUTION'],
  'Why an event does not go with its order: it says other terms than the order has, or undoes or corrects an execution that the order does not have (yet)',
)
export type OrderMismatch = keyof typeof OrderMismatch

export const UnitsApart = enumOf(
  'UnitsApart',
  ['NO_CONTRACT', 'OTHER_EXCHANGE', 'FUND', 'OTHER_MEASURE'],
  'Why positions of one contract in two units do not add up: lots of what the firm\'s list has no contract of, of another exchange, or of a fund; or units of which none can be converted to the other',
)
export type UnitsApart = keyof typeof UnitsApart

export const PutCall = enumOf('PutCall', ['PUT', 'CALL'])
export type PutCall = keyof typeof PutCall

export const PositionEffect = enumOf('PositionEffect', ['OPEN', 'CLOSE'])
export type PositionEffect = keyof typeof PositionEffect

export const RiskTolerance = enumOf('RiskTolerance', ['CONSERVATIVE', 'MODERATE', 'AGGRESSIVE'])
export type RiskTolerance = keyof typeof RiskTolerance

export const Horizon = enumOf('Horizon', ['SHORT_TERM', 'MEDIUM_TERM', 'LONG_TERM'])
export type Horizon = keyof typeof Horizon

export const GoalKind = enumOf('GoalKind', ['COMMODITY_TARGET', 'DIVERSIFICATION', 'OTHER'])
export type GoalKind = keyof typeof GoalKind

export const SentimentLabel = enumOf('SentimentLabel', ['NEGATIVE', 'NEUTRAL', 'POSITIVE'])
export type SentimentLabel = keyof typeof SentimentLabel

export const ClientEventType = enumOf('ClientEventType', ['ONBOARDED', 'STRATEGY_CHANGED', 'LIFECYCLE_CHANGED', 'MARKET_MOVE', 'MILESTONE', 'OTHER'])
export type ClientEventType = keyof typeof ClientEventType

export const FeedbackTopic = enumOf('FeedbackTopic', ['SERVICE', 'EXECUTION', 'PRICING', 'RESEARCH', 'OTHER'])
export type FeedbackTopic = keyof typeof FeedbackTopic

export const FeedbackState = enumOf('FeedbackState', ['OPEN', 'ACKNOWLEDGED', 'RESOLVED'], 'How far the firm has come with what a client said')
export type FeedbackState = keyof typeof FeedbackState

export const RecommendationOutcome = enumOf('RecommendationOutcome', ['ACCEPTED', 'DECLINED', 'IGNORED'])
export type RecommendationOutcome = keyof typeof RecommendationOutcome

export const ActivityAction = enumOf('ActivityAction', ['UPLOADED', 'VERSION_ADDED', 'EXPIRED', 'ARCHIVED', 'DELETED', 'CREATED', 'COMPLETED', 'SNOOZED'])
export type ActivityAction = keyof typeof ActivityAction

export const EngagementTrend = enumOf('EngagementTrend', ['RISING', 'STEADY', 'FALLING'])
export type EngagementTrend = keyof typeof EngagementTrend

export const TimelineCategory = enumOf('TimelineCategory', [
  'COMMUNICATION', 'ORDER', 'DOCUMENT', 'EVENT', 'NOTE', 'FEEDBACK', 'FOLLOW_UP', 'RECOMMENDATION',
])
export type TimelineCategory = keyof typeof TimelineCategory

export const TimelineOrder = enumOf('TimelineOrder', ['NEWEST_FIRST', 'OLDEST_FIRST'])
export type TimelineOrder = keyof typeof TimelineOrder

export const NoteVisibility = enumOf('NoteVisibility', ['PRIVATE', 'TEAM', 'ALL'], 'Who may read a note, of those who may see its client: its author and who is mentioned in it; the author’s team too; all')
export type NoteVisibility = keyof typeof NoteVisibility

export const DocumentCategory = enumOf('DocumentCategory', ['KYC', 'CONTRACT', 'COMPLIANCE', 'CORRESPONDENCE', 'OTHER'])
export type DocumentCategory = keyof typeof DocumentCategory

export const DocumentStatus = enumOf('DocumentStatus', ['AWAITING_UPLOAD', 'CURRENT', 'EXPIRED', 'ARCHIVED', 'QUARANTINED'])
export type DocumentStatus = keyof typeof DocumentStatus

export const SegmentKind = enumOf('SegmentKind', ['DYNAMIC', 'STATIC'])
export type SegmentKind = keyof typeof SegmentKind

export const ClientSortField = enumOf('ClientSortField', ['DISPLAY_NAME', 'REFERENCE', 'CREATED_AT', 'UPDATED_AT'])
export type ClientSortField = keyof typeof ClientSortField

export const SortDirection = enumOf('SortDirection', ['ASC', 'DESC'])
export type SortDirection = keyof typeof SortDirection

export const JobStatus = enumOf('JobStatus', ['AWAITING_UPLOAD', 'QUEUED', 'RUNNING', 'FINISHED', 'FAILED'])
export type JobStatus = keyof typeof JobStatus

export const ImportKind = enumOf('ImportKind', ['CLIENTS', 'ORDERS', 'COMMUNICATIONS', 'NOTES'])
export type ImportKind = keyof typeof ImportKind

export const FileFormat = enumOf('FileFormat', ['CSV', 'XLSX', 'JSON', 'NDJSON'])
export type FileFormat = keyof typeof FileFormat

export const DateOrder = enumOf('DateOrder', ['DMY', 'MDY', 'YMD'], 'The order of day and month in dates like 03/04/2026')
export type DateOrder = keyof typeof DateOrder

export const CommodityGroup = enumOf('CommodityGroup', ['AGRICULTURE', 'ENERGY', 'METALS', 'LIVESTOCK'])
export type CommodityGroup = keyof typeof CommodityGroup

export const LoanState = enumOf('LoanState', ['PLANNED', 'RUNNING', 'ENDED'])
export type LoanState = keyof typeof LoanState

export const VisibilityKind = enumOf('VisibilityKind', ['OWN', 'TEAM', 'ALL', 'GRANTED', 'LENT', 'WALL', 'RESTRICTED', 'NO_PERMISSION', 'INACTIVE'])
export type VisibilityKind = keyof typeof VisibilityKind

export const RoleSetSource = enumOf('RoleSetSource', ['FILE', 'PAGE', 'COMMAND'])
export type RoleSetSource = keyof typeof RoleSetSource

export const ReachName = enumOf('ReachName', ['OWN', 'TEAM', 'ALL'], 'How far a permission goes')
export type ReachName = keyof typeof ReachName

export const ApprovalAct = enumOf('ApprovalAct', ['ERASE_CLIENT', 'RELEASE_HOLD', 'CHANGE_ROLES', 'CHANGE_WALLS', 'CHANGE_RETENTION', 'APPOINT_APPROVERS'], 'What a firm may let nobody do alone')
export type ApprovalAct = keyof typeof ApprovalAct

export const ApprovalState = enumOf('ApprovalState', ['REQUESTED', 'APPROVED', 'REFUSED', 'WITHDRAWN', 'EXPIRED', 'OVERTAKEN', 'DONE'], 'OVERTAKEN: what was asked for is so already, by another way')
export type ApprovalState = keyof typeof ApprovalState

export const AuditKind = enumOf('AuditKind', ['CHANGE', 'READ'])
export type AuditKind = keyof typeof AuditKind

export const AuditExportFormat = enumOf('AuditExportFormat', ['CSV', 'JSONL'], 'A table for people; or each entry as it was hashed, to be verified offline')
export type AuditExportFormat = keyof typeof AuditExportFormat

export const DataSubjectRequestKind = enumOf('DataSubjectRequestKind', ['ACCESS', 'ERASURE', 'ANONYMISATION'])
export type DataSubjectRequestKind = keyof typeof DataSubjectRequestKind

export const DataSubjectRequestStatus = enumOf('DataSubjectRequestStatus', ['RUNNING', 'FINISHED', 'FAILED'])
export type DataSubjectRequestStatus = keyof typeof DataSubjectRequestStatus

export const KeptBecause = enumOf('KeptBecause', ['HOLD', 'DUTY'], 'Why something outlives an erasure: a legal hold, or a duty to keep records')
export type KeptBecause = keyof typeof KeptBecause

export const RetainedRecords = enumOf('RetainedRecords', ['ORDERS', 'COMMUNICATIONS', 'NOTES'], 'What a duty to keep records can be about')
export type RetainedRecords = keyof typeof RetainedRecords

export const RetentionSource = enumOf('RetentionSource', ['FILE', 'PAGE', 'COMMAND'])
export type RetentionSource = keyof typeof RetentionSource

export const ConsentPurpose = enumOf('ConsentPurpose', ['MARKETING', 'MARKET_COMMENTARY', 'EVENTS', 'PROFILING', 'SHARING'], 'What a client agrees to; `SHARING` is with third parties')
export type ConsentPurpose = keyof typeof ConsentPurpose

export const RelationKind = enumOf('RelationKind', ['HOUSEHOLD', 'ACTS_FOR', 'OWNS', 'SUBSIDIARY_OF', 'INTRODUCED_BY'],
  'How one client stands to another: both live in one household; a person acts for an organisation, or owns it; an organisation is a subsidiary of another; or was introduced by')
export type RelationKind = keyof typeof RelationKind

export const RollUp = enumOf('RollUp', ['HOUSEHOLD', 'COMPANY'],
  'Who is read together with a client: its household; or its company, which is an organisation with its people, its subsidiaries and theirs')
export type RollUp = keyof typeof RollUp

export const ReviewState = enumOf('ReviewState', ['OPEN', 'SIGNED_OFF', 'ESCALATED'])
export type ReviewState = keyof typeof ReviewState
