import { lot, symbolOf } from '@brokersync/schema/units'
import type { Commodities } from '../../platform/firm/commodities'
import { visible } from '../../platform/visible-text'
import type { ContentOf, InteractionContent } from './interaction'

type Codes<Kind extends InteractionContent['kind']> = ContentOf<Kind>['codes']

const most = 120
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const words = (code: string): string => code.toLowerCase().replaceAll('_', ' ')
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
// A real minus (U+2212), as long as a plus.
const number = (decimal: string): string => decimal.replace('-', '−')

/** The first line that says something, cut at a word. */
function firstLine(text: string): string {
  const line = visible(text.slice(0, 4 * most)).trim().split(/\s*\n/, 1)[0] ?? ''
  if (line.length <= most) return line
  const cut = line.slice(0, most - 1)
  // Half of a character outside of the basic plane would be no text any more.
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most / 2)).replace(/[\uD800-\uDBFF]$/, '').trimEnd()}…`
}

const withText = (title: string, text: string): string => firstLine(visible(text).trim() === '' ? title : `${title}: ${text.trimStart()}`)

function communicationTitle({ channel, direction, callOutcome }: Codes<'Communication'>, subject: string): string {
  const way = channel === 'MEETING' ? '' : direction === 'INBOUND' ? ' in' : ' out'
  const outcome = callOutcome === null || callOutcome === 'CONNECTED' ? '' : `, ${words(callOutcome)}`
  return withText(`${channel === 'SMS' ? 'SMS' : capital(words(channel))}${way}${outcome}`, subject)
}

const contractMonth = (yearMonth: string): string => `${months[Number(yearMonth.slice(5)) - 1] ?? ''}-${yearMonth.slice(2, 4)}`

function orderTitle(order: Codes<'OrderEvent'>, commodities: Commodities): string {
  const quantity = order.unit === lot ? order.quantity : `${order.quantity} ${symbolOf(order.unit)}`
  const what = [
    capital(words(order.side)), quantity, nameOf(order.commodity, commodities), order.contractMonth === null ? '' : contractMonth(order.contractMonth),
    order.strike ?? '', order.putCall === null ? '' : words(order.putCall),
  ]
  const status = order.busts !== null ? 'busted' : order.corrects !== null ? 'corrected to' : order.status === 'PARTIALLY_FILLED' ? 'part filled' : words(order.status)
  return `${what.filter((word) => word !== '').join(' ')}, ${status}${order.price === null ? '' : ` ${number(order.price)}`}`
}

const nameOf = (code: string, commodities: Commodities): string => commodities.get(code)?.name ?? capital(words(code))

function eventTitle({ eventType, marketMove }: Codes<'ClientEvent'>, description: string, commodities: Commodities): string {
  if (marketMove === null) return withText(capital(words(eventType)), description)
  const { commodity, changePercent } = marketMove
  const way = changePercent.startsWith('-') ? 'down' : 'up'
  return `${nameOf(commodity, commodities)} ${way} ${changePercent.replace(/^[+-]/, '')} %`
}

function feedbackTitle({ rating, topic }: Codes<'Feedback'>, body: string): string {
  if (rating === null) return withText(`Feedback on ${words(topic)}`, body)
  const mood = rating <= 2 ? 'Unhappy' : rating === 3 ? 'Neutral' : 'Happy'
  return withText(`${mood} ${rating}${topic === 'OTHER' ? '' : `, ${words(topic)}`}`, body)
}

function recommendationTitle({ proposal, outcome }: Codes<'Recommendation'>, body: string, commodities: Commodities): string {
  const { side = null, commodity = null, instrument = null } = proposal ?? {}
  const parts = [side && words(side), commodity && nameOf(commodity, commodities), instrument && words(instrument)].filter((part) => part !== null)
  const proposed = parts.length === 0 ? withText('Recommendation', body) : `Recommended: ${parts.join(' ')}`
  return outcome === null ? proposed : `${proposed}, ${words(outcome)}`
}

/** What happened, in trade words, most telling word first: "Buy 50 Wheat Dec-26, filled 612.25". */
export function titleOf(content: InteractionContent, commodities: Commodities): string {
  const title = plainTitle(content, commodities)
  return content.kind !== 'OrderEvent' && content.codes.revised?.retracted === true ? `${title} (taken back)` : title
}

function plainTitle(content: InteractionContent, commodities: Commodities): string {
  switch (content.kind) {
    case 'Communication':
      return communicationTitle(content.codes, content.texts.subject)
    case 'OrderEvent':
      return orderTitle(content.codes, commodities)
    case 'ClientEvent':
      return eventTitle(content.codes, content.texts.description, commodities)
    case 'Note':
      return firstLine(content.texts.body) || 'Note'
    case 'Feedback':
      return feedbackTitle(content.codes, content.texts.body)
    case 'Recommendation':
      return recommendationTitle(content.codes, content.texts.body, commodities)
  }
}
