// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { applyDiff } from './apply-diff'
import { LaneItem, type LaneItemData } from './lane-item'
import type { Mark } from './mark'
import { timeScale } from './scale'
import { day } from './span'
import { createVisHost, type VisHost } from './vis-host'

const width = 1_000
const start = Date.UTC(2025, 10, 1)
const window20 = { from: start, to: start + 20 * day }

const mark = (id: string, at: number, part: Partial<Mark> = {}): Mark => ({
  id,
  lane: 'calls',
  start: at,
  glyph: 'call-in',
  label: 'Call',
  description: `Call ${id}`,
  version: '1',
  ...part,
})
const data = (one: Mark, top = 6): LaneItemData => ({
  id: one.id,
  group: one.lane,
  type: 'lane',
  start: new Date(one.start),
  mark: one,
  top,
  compact: false,
  ...(one.end !== undefined && { end: new Date(one.end) }),
})

/** jsdom lays nothing out: every box has the pane's size, but for the side panels, which are empty. */
function givePaneSize() {
  const sized = (size: number) =>
    function (this: HTMLElement) {
      return /vis-panel vis-(left|right|top|bottom)/.test(this.className) ? 0 : size
    }
  for (const [property, size] of [
    ['offsetWidth', width],
    ['clientWidth', width],
    ['offsetHeight', 600],
    ['clientHeight', 600],
  ] as const) {
    vi.spyOn(HTMLElement.prototype, property, 'get').mockImplementation(sized(size))
  }
}

const shiftOf = (element: Element | null | undefined) => Number(/translateX\((-?[\d.e-]+)px\)/.exec((element as HTMLElement).style.transform)?.[1])
/** From the window's left edge: a mark stands on a surface that moves. */
const xOf = (element: Element | null) => shiftOf(element) + shiftOf(element?.closest('.vis-foreground'))
const frame = () => new Promise((resolve) => setTimeout(resolve, 40))

// jsdom has no canvas: labels are then measured by their length.
beforeEach(() => void vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null))
afterEach(() => void vi.restoreAllMocks())

describe('LaneItem under the pinned vis-timeline', () => {
  let host: VisHost
  let pane: HTMLElement

  beforeEach(async () => {
    givePaneSize()
    vi.stubGlobal(
      'ResizeObserver',
      class {
        observe() {}
        disconnect() {}
      },
    )
    pane = document.createElement('div')
    document.body.append(pane)
    host = createVisHost(pane)
    host.setLanes([
      { id: 'calls', top: 0, height: 58, rows: 2 },
      { id: 'orders', top: 58, height: 122, rows: 4 },
    ])
    host.setWindow(window20)
    await frame()
  })

  afterEach(() => {
    host.destroy()
    pane.remove()
  })

  const element = (id: string) => document.getElementById(`mark-${id}`)

  test('an item stands within half a pixel of the canvas scale, through pans and zooms', async () => {
    host.items.add([data(mark('a', start + 5 * day)), data(mark('b', start + 11.3 * day))])
    for (const window of [window20, { from: start + 2 * day, to: start + 13 * day }, { from: start - 40 * day, to: start + 60 * day }]) {
      host.setWindow(window)
      await frame()
      const scale = timeScale(host.window(), host.centerWidth())
      expect(Math.abs(xOf(element('a')) + 9 - scale.x(start + 5 * day))).toBeLessThan(0.5)
      expect(Math.abs(xOf(element('b')) + 9 - scale.x(start + 11.3 * day))).toBeLessThan(0.5)
    }
  })

  test('the row that was asked for is the row that is drawn, and another row is taken at once', async () => {
    host.items.add(data(mark('a', start + 5 * day), 34))
    await frame()
    expect(element('a')?.style.top).toBe('34px')

    applyDiff(host.items, host.item, new Map([['a', data(mark('a', start + 5 * day), 6)]]), start)
    expect(element('a')?.style.top).toBe('6px')
  })

  test('items come and go with the data set and with the window', async () => {
    host.items.add(data(mark('a', start + 5 * day)))
    await frame()
    expect(element('a')?.isConnected).toBe(true)
    host.setWindow({ from: start + 200 * day, to: start + 220 * day })
    await frame()
    expect(element('a')).toBeNull()
    host.setWindow(window20)
    await frame()
    expect(element('a')?.isConnected).toBe(true)
    host.items.remove('a')
    await frame()
    expect(element('a')).toBeNull()
  })

  test('selection is told to the item, and the item tells a screen reader', async () => {
    host.items.add([data(mark('a', start + 5 * day)), data(mark('b', start + 6 * day))])
    await frame()
    host.select('a')
    expect([element('a')?.getAttribute('aria-selected'), element('b')?.getAttribute('aria-selected')]).toEqual(['true', 'false'])
    host.select(null)
    expect(element('a')?.getAttribute('aria-selected')).toBe('false')
  })

  test('a life is as wide as its time, and follows a zoom', async () => {
    const life = mark('o', start + 4 * day, {
      lane: 'orders',
      end: start + 8 * day,
      life: { placedAt: start + 4 * day, fills: [], ending: 'working' },
    })
    host.items.add(data(life))
    await frame()
    const perDay = host.centerWidth() / 20
    expect(Number.parseFloat(element('o')?.style.width ?? '')).toBeCloseTo(4 * perDay, 1)
    host.setWindow({ from: start, to: start + 10 * day })
    await frame()
    expect(Number.parseFloat(element('o')?.style.width ?? '')).toBeCloseTo(8 * perDay, 1)
  })

  test('many items arrive 8 a frame, nearest the middle first, and leave none behind', () => {
    const wanted = new Map(
      Array.from({ length: 40 }, (_, index) => data(mark(`i${index}`, start + index * day))).map((item) => [item.id, item]),
    )

    expect(applyDiff(host.items, host.item, wanted, start + 20 * day)).toBe(true)
    expect(host.items.length).toBe(8)
    expect(host.items.get('i20')).not.toBeNull()
    const frames = (of: ReadonlyMap<string, LaneItemData>) => {
      for (let count = 1; ; count += 1) if (!applyDiff(host.items, host.item, of, start)) return count
    }
    expect(frames(wanted)).toBe(4)
    expect(host.items.length).toBe(40)
    expect(frames(new Map())).toBe(2)
    expect(host.items.length).toBe(0)
  })
})

describe('LaneItem alone', () => {
  const conversion = { toScreen: (time: Date) => (time.getTime() - start) / day, edge: () => 0 }

  test('what a person wrote stays text, whatever it looks like', () => {
    const item = new LaneItem(
      data(mark('a', start, { label: '<img src=x onerror=alert(1)>', detail: '<b>1</b>', description: '"><script>' })),
      conversion,
    )
    item.redraw()
    item.setLabelled(true)

    expect(item.dom.box?.querySelector('img, b, script')).toBeNull()
    expect(item.dom.box?.textContent).toContain('<img src=x onerror=alert(1)>')
  })

  test('a life has its inside only once there is room for a bar', () => {
    const life = mark('o', start, { lane: 'orders', end: start + 8 * day, life: { placedAt: start, fills: [{ at: start + 4 * day, share: 0.5 }], ending: 'working' } })
    let perDay = 1
    const item = new LaneItem(data(life), { toScreen: (time: Date) => ((time.getTime() - start) / day) * perDay, edge: () => 0 })
    item.redraw()
    item.repositionX()
    expect(item.dom.box?.querySelectorAll('.tl-step, .tl-edge')).toHaveLength(0)

    perDay = 20
    item.repositionX()
    expect(item.dom.box?.querySelectorAll('.tl-step, .tl-edge')).toHaveLength(3)
  })

  test('the label of a life that began before the window stands inside of what is in view of it, or beside it where that is too short', () => {
    const life = mark('o', start, { lane: 'orders', label: 'Buy 15 WTI Jan-27', end: start + 8 * day, life: { placedAt: start, fills: [], ending: 'working' } })
    let edge = 0
    const item = new LaneItem(data(life), { toScreen: (time: Date) => ((time.getTime() - start) / day) * 50, edge: () => edge })
    item.setLabelled(true)
    item.redraw()
    const places = [0, 150, 350, 380].map((next) => {
      edge = next
      item.repositionX()
      const label = item.dom.box?.querySelector('.tl-label')
      return item.dom.box?.classList.contains('tl-inside') ? shiftOf(label) || 0 : 'beside'
    })

    expect(places).toEqual([0, 150, 'beside', 'beside'])
  })

  test('it is visible with a margin on each side of the window', () => {
    const item = new LaneItem(data(mark('a', start)), conversion)

    expect(item.isVisible({ start: start + 0.4 * day, end: start + 5 * day })).toBe(true)
    expect(item.isVisible({ start: start + 2 * day, end: start + 5 * day })).toBe(false)
  })
})
