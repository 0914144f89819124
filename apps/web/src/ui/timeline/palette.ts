import { laneIds, type LaneId } from './lanes'

/** The colours that the canvases paint with, read from the page's CSS variables so that a scheme change reaches them too. */
export interface Palette {
  text: string
  text2: string
  text3: string
  line: string
  line2: string
  surface: string
  sunken: string
  accent: string
  onAccent: string
  weekend: string
  future: string
  band: string
  bandLine: string
  negative: string
  lanes: Record<LaneId, string>
  /** The soft grounds of the lanes' marks. */
  soft: Record<LaneId, string>
}

/** Reads the palette as it stands for an element. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element)
  const read = (name: string, fallback = '#888') => style.getPropertyValue(`--${name}`).trim() || fallback
  return {
    text: read('text'), text2: read('text-2'), text3: read('text-3'),
    line: read('line'), line2: read('line-2'), surface: read('surface'), sunken: read('sunken'),
    accent: read('accent'), onAccent: read('on-accent', '#fff'), weekend: read('weekend'), future: read('future'),
    band: read('band'), bandLine: read('band-line'), negative: read('neg'),
    lanes: byLane((id) => read(id)),
    soft: byLane((id) => read(`${id}-s`)),
  }
}

const byLane = (colour: (id: LaneId) => string) => Object.fromEntries(laneIds.map((id) => [id, colour(id)])) as Record<LaneId, string>

/** Calls back whenever the page's scheme may have changed. Returns the way to stop. */
export function onSchemeChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-mantine-color-scheme', 'data-theme', 'class'] })
  const media = matchMedia('(prefers-color-scheme: dark)')
  media.addEventListener('change', changed)
  return () => {
    observer.disconnect()
    media.removeEventListener('change', changed)
  }
}
