import { useEffect } from 'react'
import './glyph.css'
import { drawGlyphs, glyphId } from './glyph-element'
import { toneOf, type GlyphName } from './glyphs'
import type { LaneId } from './lanes'

interface GlyphProps {
  name: GlyphName
  lane: LaneId
  size?: number
}

/** The same silhouette in a list as on the timeline; decorative, since the text beside it says the kind. */
export function Glyph({ name, lane, size = 18 }: GlyphProps) {
  useEffect(drawGlyphs, [])
  return (
    <svg className={`tl-glyph tl-${lane} tl-tone-${toneOf(name)}`} style={{ width: size, height: size }} aria-hidden="true">
      <use href={`#${glyphId(name)}`} />
    </svg>
  )
}
