import { readWords } from './operation-words'

const spaced = (name: string) => name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, ' ').replaceAll(/[._]/g, ' ').toLowerCase()

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** What this page's subscriptions follow. */
const followed: Readonly<Record<string, string>> = {
  TimelineArrivals: 'the timeline',
  ClientAtAGlanceChanged: 'the client',
  ClientExposureChanged: 'the exposure',
  ClientListChanged: 'the list of clients',
}

const followings = { opened: 'Followed', closed: 'Stopped following', more: 'Heard more of' } as const

/** "Followed the timeline"; a subscription of another program by its name: "Stopped following: segment membership changed". */
function followingWords(name: string, state: string): string {
  const deed = followings[state === 'opened' || state === 'closed' ? state : 'more']
  if (name === '') return deed
  const what = followed[name]
  return what ? `${deed} ${what}` : `${deed}: ${spaced(name)}`
}

/** An action of the audit trail as a person reads it: `read query ClientExposure` → "Read a client’s exposure", `order.filled` → "Order filled". */
export function actionWords(action: string): string {
  const following = /^read subscription *(?!opened$|closed$)(\w*)(?: (opened|closed))?$/.exec(action)
  if (following) return followingWords(following[1] ?? '', following[2] ?? 'more')
  if (action.startsWith('read ')) return readWords(action.slice('read '.length))
  return upper(spaced(action))
}

/** A field of a record as a person reads it: `groundsOfRelease` → "grounds of release". */
export const fieldWords = spaced

/** What kind of credential an entry came through: `session:…` → "session". */
export const credentialWords = (credential: string): string => credential.split(':')[0] ?? credential

/** Whether it was done by `npm run cli`, where whoever is at the server's keyboard says who acts. */
export const atCommandLine = (credential: string): boolean => credential === 'command line'
