import type { Plugin, Rolldown } from 'vite'

/** For which addresses, and what a browser that opens one may fetch before the page's own script asks for it. */
export interface Preload {
  /** A regular expression over the whole path of an address. */
  path: string
  /** Scripts and styles, as addresses of this server. */
  scripts: string[]
  styles: string[]
}

/**
 * Writes `preloads.json`, by which the server tells a browser together with the page which bundles its address will need.
 * @param screens the module of each screen, by the expression for its paths.
 */
export function preloads(screens: Readonly<Record<string, string>>): Plugin {
  return {
    name: 'preloads',
    apply: 'build',
    generateBundle(_, bundle) {
      const chunks = new Map(Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file] as const] : [])))
      const entry = reachedFrom([...chunks.values()].find(({ isEntry }) => isEntry), chunks)
      const all = Object.entries(screens).map(([path, module]): Preload => {
        const screen = [...chunks.values()].find(({ facadeModuleId }) => facadeModuleId?.endsWith(module))
        if (screen === undefined) this.error(`no bundle is of ${module}`)
        // What the page itself begins with comes first: browsers fetch a few at a time, in this order.
        const files = [...reachedFrom(screen, chunks, new Set(entry))]
        const styles = files.flatMap((file) => [...(chunks.get(file)?.viteMetadata?.importedCss ?? [])])
        return { path, scripts: files.map((file) => `/${file}`), styles: styles.map((file) => `/${file}`) }
      })
      this.emitFile({ type: 'asset', fileName: 'preloads.json', source: JSON.stringify(all) })
    },
  }
}

/** A bundle and all that it imports at once. */
function reachedFrom(chunk: Rolldown.OutputChunk | undefined, chunks: ReadonlyMap<string, Rolldown.OutputChunk>, seen = new Set<string>()): Set<string> {
  if (chunk === undefined || seen.has(chunk.fileName)) return seen
  seen.add(chunk.fileName)
  for (const file of chunk.imports) reachedFrom(chunks.get(file), chunks, seen)
  return seen
}
