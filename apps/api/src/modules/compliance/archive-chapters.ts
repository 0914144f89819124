import type { ModuleName } from '../../environment'
import type { HandedTo } from '../../platform/privacy/personal-data'
import { isObject, type HeldJson } from './archive-words'

/** A chapter of an archive's page: records of some kinds, as a person looks for them. */
export interface Chapter {
  title: string
  modules: readonly ModuleName[]
  takes: (kind: string) => boolean
  /** What of a record the chapter tells; null: nothing. */
  part: (record: HeldJson) => HeldJson | null
}

const whole = (record: HeldJson): HeldJson => record

const contactOf = ({ recordKind: _, clientId, contact, communicationPreferences }: HeldJson): HeldJson => ({
  recordKind: 'contact', clientId, ...(isObject(contact) ? contact : {}), communicationPreferences,
})

/** What was to be done next, out of what was said. */
function followUpOf({ clientId, authorId, codes, texts }: HeldJson): HeldJson | null {
  const [due, what] = [isObject(codes) ? codes['nextStep'] : null, isObject(texts) ? texts['nextStep'] : null]
  if (!isObject(due) && typeof what !== 'string') return null
  return { recordKind: 'follow-up', clientId, authorId, what, ...(isObject(due) ? due : {}) }
}

interface Planned {
  /** To the client, and to an authority. */
  titles: Readonly<Record<HandedTo, string>>
  of: Readonly<Partial<Record<ModuleName, readonly string[]>>>
  part?: Chapter['part']
}

const planned: readonly Planned[] = [
  { titles: { CLIENT: 'Who you are', AUTHORITY: 'Who the clients are' }, of: { profiles: ['profile', 'sensitive data'] } },
  { titles: { CLIENT: 'How to reach you', AUTHORITY: 'How to reach them' }, of: { profiles: ['profile'] }, part: contactOf },
  { titles: { CLIENT: 'What was said and done', AUTHORITY: 'What was said and done' }, of: { interactions: ['Communication', 'OrderEvent', 'ClientEvent', 'Note', 'Feedback', 'Recommendation', 'earlier wording', 'opening position', 'pin'] } },
  { titles: { CLIENT: 'Follow-ups', AUTHORITY: 'Follow-ups' }, of: { interactions: ['Communication'] }, part: followUpOf },
  { titles: { CLIENT: 'Documents', AUTHORITY: 'Documents' }, of: { documents: ['document'] } },
  { titles: { CLIENT: 'What you agreed to', AUTHORITY: 'What they agreed to' }, of: { profiles: ['consent'] } },
  { titles: { CLIENT: 'How you stand to others', AUTHORITY: 'How they stand to others' }, of: { profiles: ['relation'] } },
  { titles: { CLIENT: 'Groups and other systems', AUTHORITY: 'Groups and other systems' }, of: { segments: ['membership'], sync: ['reference'] } },
  { titles: { CLIENT: 'Who may see your data, and when it was seen', AUTHORITY: 'Who may see their data' }, of: { compliance: ['owner', 'access'], access: ['grant'] } },
  { titles: { CLIENT: 'Supervision, holds and requests', AUTHORITY: 'Supervision, holds and requests' }, of: { profiles: ['restriction'], compliance: ['review', 'hold', 'request', 'approval', 'production'] } },
]

/** The chapters, in their order; what no other one takes stands in the last, so that nothing is left out. */
export function chaptersFor(to: HandedTo, modules: readonly ModuleName[]): Chapter[] {
  const taken = new Set(planned.flatMap(({ of }) => Object.values(of).flat()))
  const chapters = planned.map(({ titles, of, part = whole }): Chapter => {
    const kinds = new Set(Object.values(of).flat())
    return { title: titles[to], modules: modules.filter((module) => module in of), takes: (kind) => kinds.has(kind), part }
  })
  return [...chapters, { title: 'Other records', modules, takes: (kind) => !taken.has(kind), part: whole }]
}
