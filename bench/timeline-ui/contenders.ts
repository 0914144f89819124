import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Locator, Page } from '@playwright/test'
import type { Contender } from '../lib/runner'
import { framesOf, lateShare, p99 } from './frames'
import { followPath } from './path'
import type { Seeded, Years } from './seed'

/** A page with its timeline drawn. */
interface Opened {
  page: Page
  field: Locator
  /** Milliseconds from when it was asked for to when it could be used. */
  paintedAfter: number
  /** How many items it says or knows there are. */
  count: number
}

const viewport = { width: 1_440, height: 900 }
const weeks = 21 * 24 * 3_600_000

const windowOf = ({ to }: Years) => ({ from: to - weeks * 0.8, to: to + weeks * 0.2 })

/** A client's page in the product, with nothing in the browser's cache. */
export async function openOurs(context: BrowserContext, url: string, { clientId, count }: Seeded): Promise<Opened> {
  const page = await context.newPage()
  await page.goto(`${url}/clients/${clientId}`, { waitUntil: 'commit' })
  // Of use once the strip of all time, the lanes and the list beside them all stand there.
  const isPainted = `document.querySelector('section[aria-label="Timeline"]')?.textContent.includes('${count.toLocaleString('en-GB')} items')
    && document.querySelector('section[aria-label="Timeline"]').textContent.includes(' in view') && document.querySelector('[role=list][aria-label^="What happened"] button') !== null`
  await page.waitForFunction(isPainted, undefined, { timeout: 60_000, polling: 'raf' })
  const paintedAfter = await page.evaluate<number>('new Promise((resolve) => requestAnimationFrame(() => resolve(performance.now())))')
  return { page, field: page.locator('.tl-field'), paintedAfter, count }
}

const html = fileURLToPath(new URL('bare.html', import.meta.url))
const script = fileURLToPath(new URL('../../node_modules/vis-timeline/standalone/umd/vis-timeline-graph2d.min.cjs', import.meta.url))

/** vis-timeline as it comes, given all items at once: no network, no keys, and no time for its script to load. */
export async function openBare(context: BrowserContext, { count }: Seeded, years: Years): Promise<Opened> {
  const page = await context.newPage()
  await page.setContent(readFileSync(html, 'utf8'))
  await page.addScriptTag({ path: script })
  const asked = { count, ...years, shown: windowOf(years), lanes: ['Orders', 'Communications', 'Notes', 'Events'] }
  const paintedAfter = await page.evaluate<number>(`draw(${JSON.stringify(asked)})`)
  return { page, field: page.locator('.vis-center').first(), paintedAfter, count }
}

/** Opens a timeline, pans and zooms it, and closes it again. */
export const measured = (name: string, browser: Browser, context: () => Promise<BrowserContext>, open: (context: BrowserContext) => Promise<Opened>): Contender => ({
  name,
  async run() {
    const own = await context()
    try {
      const { page, field, paintedAfter, count } = await open(own)
      const nodes = () => page.evaluate<number>(`document.querySelectorAll('*').length`)
      const first = await nodes()
      const frames = await framesOf(browser, page, () => followPath(page, field))
      const last = await nodes()
      return { answer: `${count} items`, figures: { 'ms to paint': paintedAfter, 'p99 ms a frame': p99(frames), 'frames late %': lateShare(frames) * 100, 'worst frame ms': Math.max(...frames), frames: frames.length, 'DOM nodes': Math.max(first, last) } }
    } finally {
      await own.close()
    }
  },
})

/** A context of its own: nothing cached, nobody signed in. What is measured with is script that the page's policy would refuse. */
export const freshContext = (browser: Browser): Promise<BrowserContext> => browser.newContext({ viewport, locale: 'en-GB', timezoneId: 'Europe/London', bypassCSP: true })
