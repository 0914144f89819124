import { glyphs, toneOf, type GlyphName } from './glyphs'

const namespace = 'http://www.w3.org/2000/svg'

/** Builds a glyph as an SVG element by DOM calls alone, so that no text can ever become markup. */
export function glyphElement(name: GlyphName): SVGSVGElement {
  const svg = document.createElementNS(namespace, 'svg')
  svg.setAttribute('viewBox', '0 0 18 18')
  svg.setAttribute('aria-hidden', 'true')
  svg.setAttribute('class', `tl-glyph tl-tone-${toneOf(name)}`)
  for (const part of glyphs[name]) {
    const element = document.createElementNS(namespace, part.tag)
    element.setAttribute('class', `tl-${part.role}`)
    for (const [attribute, value] of Object.entries(part.attributes)) element.setAttribute(attribute, String(value))
    svg.append(element)
  }
  return svg
}
