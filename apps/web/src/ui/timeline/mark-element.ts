import { glyphElement } from './glyph-element'
import type { Life, Mark } from './mark'
import { textWidth } from './text-width'

/** The width of a glyph, in CSS pixels. */
export const glyphWidth = 18
const smallFont = '11px Inter Variable, Inter, sans-serif'

function div(className: string, text?: string): HTMLDivElement {
  const element = document.createElement('div')
  element.className = className
  if (text !== undefined) element.textContent = text
  return element
}

/** The label's width in CSS pixels with its detail and pile count, by measuring text alone. */
export function labelWidth(mark: Mark): number {
  const detail = mark.detail === undefined ? 0 : textWidth(mark.detail, smallFont) + 5
  return textWidth(pileText(mark)) + detail + 5
}

const pileText = (mark: Mark) => (mark.pile ? `${mark.label} +${mark.pile}` : mark.label)

/** What a mark looks like without its label: built once by DOM calls, with every text as text. Its LaneItem sets widths and places. */
export function markElement(mark: Mark): HTMLDivElement {
  const box = div(classesOf(mark))
  box.setAttribute('role', 'option')
  box.setAttribute('aria-label', `${[pileText(mark), mark.detail].filter(Boolean).join(' ')}, ${mark.description}`)
  box.setAttribute('aria-selected', 'false')
  if (mark.pile) box.append(div('tl-behind'))
  if (mark.life !== undefined) box.append(lifeElement(mark.life))
  else box.append(glyphElement(mark.glyph))
  if (mark.mood !== undefined) box.append(div(`tl-mood tl-mood-${mark.mood}`))
  if (mark.fresh) box.append(div('tl-new'))
  return box
}

function classesOf(mark: Mark): string {
  const states = [
    mark.fresh && 'tl-fresh',
    mark.loud && 'tl-loud',
    mark.pinned && 'tl-pinned',
    mark.pending && 'tl-pending',
    mark.life && `tl-life tl-${mark.life.ending}`,
  ]
  return ['vis-item', 'tl-mark', `tl-${mark.lane}`, `tl-is-${mark.glyph}`, ...states].filter(Boolean).join(' ')
}

/** The words beside a mark; built only where there is room for them. */
export function labelElement(mark: Mark): HTMLDivElement {
  const label = div('tl-label')
  label.append(div('tl-text', pileText(mark)))
  if (mark.detail !== undefined) label.append(' ', div('tl-detail', mark.detail))
  return label
}

/** A life as its end mark alone, in a bar that is given its inside once there is room for it. */
function lifeElement({ ending, placedAt }: Life): HTMLDivElement {
  const bar = div('tl-bar')
  if (placedAt === null) bar.classList.add('tl-open')
  const end = glyphElement(`order-${ending}`)
  end.classList.add('tl-end')
  bar.append(end)
  return bar
}

/** The steps of what was filled, and the marks of its placing and of each fill; under the end mark. */
export function fillLife(bar: Element, mark: Mark, life: Life): void {
  const length = Math.max(1, (mark.end ?? mark.start) - mark.start)
  const at = (time: number) => `${(((time - mark.start) / length) * 100).toFixed(3)}%`
  const inside = document.createDocumentFragment()
  life.fills.forEach((fill, index) => {
    const next = life.fills[index + 1]
    const step = div('tl-step')
    step.style.left = at(fill.at)
    step.style.right = next === undefined ? '0' : `calc(100% - ${at(next.at)})`
    step.style.height = `${Math.min(100, fill.share * 100).toFixed(1)}%`
    inside.append(step)
  })
  if (life.placedAt !== null) inside.append(edgeMark('placed', '0%'))
  for (const fill of life.fills.slice(0, life.ending === 'filled' ? -1 : undefined)) inside.append(edgeMark('partial', at(fill.at)))
  bar.prepend(inside)
}

function edgeMark(kind: 'placed' | 'partial', left: string): HTMLDivElement {
  const mark = div(`tl-edge tl-edge-${kind}`)
  mark.style.left = left
  return mark
}
