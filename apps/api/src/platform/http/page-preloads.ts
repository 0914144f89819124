import { existsSync, readFileSync } from 'node:fs'

interface Preload {
  path: string
  scripts: string[]
  styles: string[]
}

/**
 * What a browser that opens an address may fetch together with the page, as a `Link` header (RFC 8288): the bundles that the page would
 * only ask for after it has begun. Undefined for addresses that need nothing more.
 * @param file what the page's build wrote of it (`preloads.json`).
 */
export function readPreloads(file: string): (url: string) => string | undefined {
  if (!existsSync(file)) return () => undefined
  const all = JSON.parse(readFileSync(file, 'utf8')) as Preload[] // As `apps/web/preloads.ts` writes it.
  const links = all.map(({ path, scripts, styles }) => ({
    path: new RegExp(`^${path}$`),
    link: [...scripts.map((script) => `<${script}>; rel=modulepreload`), ...styles.map((style) => `<${style}>; rel=preload; as=style; crossorigin`)].join(', '),
  }))
  return (url) => links.find(({ path }) => path.test(url.split('?', 1)[0] ?? url))?.link
}
