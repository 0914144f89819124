import { createElement } from 'react'
import { glyphs, toneOf, type GlyphName } from './glyphs'
import type { LaneId } from './lanes'

interface GlyphProps {
  name: GlyphName
  lane: LaneId
  size?: number
}

/** The same silhouette in a list as on the timeline; decorative, since the text beside it says the kind. */
export function Glyph({ name, lane, size = 18 }: GlyphProps) {
  return (
    <svg className={`tl-glyph tl-tone-${toneOf(name)} tl-${lane}`} viewBox="0 0 18 18" width={size} height={size} aria-hidden="true">
      {glyphs[name].map((part, index) => createElement(part.tag, { key: index, className: `tl-${part.role}`, ...part.attributes }))}
    </svg>
  )
}
