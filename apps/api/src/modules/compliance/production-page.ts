import { modulesWithClients } from '../../platform/privacy/modules-with-clients'
import { htmlOf } from './archive-page'
import type { Lines } from './archive-parts'
import { instantInWords, type Wording } from './archive-words'
import type { Production } from './production'

/** Whose records they are, in words. */
function whose({ of }: Production, { people, clients }: Wording): string {
  if ('team' in of) return `the desk ${of.team}`
  if ('clientId' in of) return clients.get(of.clientId) ?? 'a client'
  const person = people.get(of.userId)
  return person === undefined ? 'a person of the firm' : `${person.name} (${person.email})`
}

/** A production for a person to read. */
export function productionPage(production: Production, lines: Lines, { wording, missing }: { wording: Wording; missing: readonly string[] }): AsyncGenerator<string> {
  const { from, to, reason, requestedBy, requestedAt } = production
  const at = (instant: Date) => instantInWords(instant, wording.timeZone)
  const desk = 'team' in production.of ? production.people.map((id) => wording.people.get(id)?.name ?? id) : []
  const intro = [
    `What occurred from ${at(from)} until ${at(to)}, and who the clients are. Times are those of ${wording.timeZone}.`,
    ...(desk.length === 0 ? [] : [`On the desk: ${desk.join(', ')}.`]),
    `Asked for on ${at(requestedAt)} by ${wording.people.get(requestedBy)?.name ?? requestedBy}: ${reason}`,
    ...(missing.length === 0 ? [] : [`Missing: ${missing.join(', ')}. What belongs there was lost from the server before this was finished, and is not in this page either: it can be produced anew.`]),
    'The files beside hold the same as JSON, with every number by which a record is known. audit.csv tells who saw and changed what.',
  ]
  return htmlOf({ title: `The records of ${whose(production, wording)}`, intro, to: 'AUTHORITY', modules: modulesWithClients, lines, wording })
}
