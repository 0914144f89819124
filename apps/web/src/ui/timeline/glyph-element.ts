import { glyphs, toneOf, type GlyphName } from './glyphs'

const namespace = 'http://www.w3.org/2000/svg'

/** The id under which every glyph is drawn once in the page; marks and rows refer to it, which spares some thousand elements. */
export const glyphId = (name: GlyphName): string => `tl-glyph-${name}`

/** A glyph as an SVG element, by DOM calls alone, so that no text can ever become markup. */
export function glyphElement(name: GlyphName): SVGSVGElement {
  drawGlyphs()
  const svg = document.createElementNS(namespace, 'svg')
  svg.setAttribute('class', `tl-glyph tl-tone-${toneOf(name)}`)
  svg.setAttribute('aria-hidden', 'true')
  const use = document.createElementNS(namespace, 'use')
  use.setAttribute('href', `#${glyphId(name)}`)
  svg.append(use)
  return svg
}

function symbolOf(name: GlyphName): SVGSymbolElement {
  const symbol = document.createElementNS(namespace, 'symbol')
  symbol.id = glyphId(name)
  symbol.setAttribute('viewBox', '0 0 18 18')
  for (const part of glyphs[name]) {
    const element = document.createElementNS(namespace, part.tag)
    element.setAttribute('class', `tl-${part.role}`)
    for (const [attribute, value] of Object.entries(part.attributes)) element.setAttribute(attribute, String(value))
    symbol.append(element)
  }
  return symbol
}

/** Draws every glyph once, out of sight. */
export function drawGlyphs(): void {
  if (document.getElementById('tl-glyphs')) return
  const sheet = document.createElementNS(namespace, 'svg')
  sheet.id = 'tl-glyphs'
  sheet.setAttribute('class', 'tl-glyph')
  sheet.setAttribute('aria-hidden', 'true')
  sheet.style.cssText = 'position:absolute;width:0;height:0'
  for (const name of Object.keys(glyphs) as GlyphName[]) sheet.append(symbolOf(name))
  document.body.append(sheet)
}
