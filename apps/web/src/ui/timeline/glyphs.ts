/** One stroke or surface of a glyph. `role` decides its colour: the lane's soft ground, its text colour, or its full strength. */
export interface Part {
  tag: 'path' | 'circle' | 'rect'
  role: 'ground' | 'ink' | 'solid' | 'hollow' | 'on-solid'
  attributes: Readonly<Record<string, string | number>>
}

const path = (role: Part['role'], d: string): Part => ({ tag: 'path', role, attributes: { d } })
const circle = (role: Part['role'], r: number, cx = 9, cy = 9): Part => ({ tag: 'circle', role, attributes: { cx, cy, r } })
const square = (role: Part['role'], rx: number): Part => ({ tag: 'rect', role, attributes: { x: 1.5, y: 1.5, width: 15, height: 15, rx } })

const ring = circle('ground', 7.6)
const sheet = path('ground', 'M4 1.5h7l3.5 3.5v11.5h-10.5z')
const noteGround = path('ground', 'M2.2 2h13.6v9.6l-4.2 4.4h-9.4z')
const diamond = path('ground', 'M9 .9 17.1 9 9 17.1 .9 9z')

/** Every silhouette, in a box of 18 by 18: the shape says the kind, the mark inside says its state. */
export const glyphs = {
  'call-in': [ring, path('ink', 'M11.8 6.2 6.4 11.6M6.4 7.6v4h4')],
  'call-out': [ring, path('ink', 'M6.2 11.8 11.6 6.4M7.6 6.4h4v4')],
  'call-missed': [ring, path('ink', 'M6.3 6.3l5.4 5.4M11.7 6.3l-5.4 5.4')],
  meeting: [
    square('ground', 4),
    circle('ink', 1.7, 6.6, 7.2),
    circle('ink', 1.7, 11.4, 7.2),
    path('ink', 'M3.8 12.8c.4-2.2 5.2-2.2 5.6 0M8.9 12.8c.4-2.2 5-2.2 5.4 0'),
  ],
  email: [{ tag: 'rect', role: 'ground', attributes: { x: 1, y: 3, width: 16, height: 12, rx: 2 } }, path('ink', 'M1.8 4.6 9 9.8l7.2-5.2')],
  message: [
    path('ground', 'M3 2.5h12a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2h-6l-4 3.5v-3.5h-2a2 2 0 0 1-2-2v-6a2 2 0 0 1 2-2z'),
    path('ink', 'M5.5 7.5h.1M9 7.5h.1M12.5 7.5h.1'),
  ],
  document: [sheet, path('ink', 'M10.8 1.8v3.4h3.4M6.5 9h5.5M6.5 12h5.5')],
  event: [diamond, path('ink', 'M10 5 7 9.4h4L8 13')],
  'market-up': [
    { tag: 'rect', role: 'ground', attributes: { x: 1, y: 2, width: 16, height: 14, rx: 3 } },
    path('solid', 'M9 5.6 12.6 11.6h-7.2z'),
  ],
  'market-down': [
    { tag: 'rect', role: 'ground', attributes: { x: 1, y: 2, width: 16, height: 14, rx: 3 } },
    path('solid', 'M9 12.4 5.4 6.4h7.2z'),
  ],
  note: [noteGround, path('ink', 'M11.6 16v-4.4h4.2M5 5.6h8M5 8.4h8M5 11.2h3.5')],
  feedback: [noteGround, path('ink', 'M9 4.4l1.3 2.7 2.9.4-2.1 2 .5 2.9L9 11l-2.6 1.4.5-2.9-2.1-2 2.9-.4z')],
  recommendation: [noteGround, path('ink', 'M9 4.4a3 3 0 0 1 1.6 5.5v1.1h-3.2v-1.1a3 3 0 0 1 1.6-5.5M7.8 13h2.4')],
  'follow-done': [ring, path('ink', 'M5.8 9.2l2.3 2.3 4.2-4.6')],
  'follow-planned': [circle('hollow', 7.6), path('ink', 'M9 5.6v3.6l2.3 1.5')],
  'follow-overdue': [ring, path('ink', 'M9 5.2v4.6M9 12.4v.1')],
  'order-placed': [circle('hollow', 4.2)],
  'order-partial': [circle('hollow', 4.6), path('solid', 'M9 4.4a4.6 4.6 0 0 1 0 9.2z')],
  'order-filled': [circle('solid', 6.4), path('on-solid', 'M6 9.2l2.1 2.1 3.9-4.2')],
  'order-cancelled': [circle('hollow', 6), path('ink', 'M6.9 6.9l4.2 4.2M11.1 6.9l-4.2 4.2')],
  'order-rejected': [square('hollow', 3), path('ink', 'M9 5v5M9 12.7v.1')],
  'order-expired': [circle('hollow', 6), path('ink', 'M6 9h6')],
  'order-working': [path('ink', 'M7 5l4 4-4 4')],
} satisfies Record<string, readonly Part[]>

export type GlyphName = keyof typeof glyphs

const alarming: ReadonlySet<GlyphName> = new Set(['follow-overdue', 'order-rejected'])
const quiet: ReadonlySet<GlyphName> = new Set(['order-cancelled', 'order-expired'])

/** The tone that a glyph takes in place of its lane's hue: red for what went wrong, grey for what ended without effect. */
export function toneOf(name: GlyphName): 'alarm' | 'quiet' | 'lane' {
  if (alarming.has(name)) return 'alarm'
  return quiet.has(name) ? 'quiet' : 'lane'
}
