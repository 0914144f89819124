import { readFile } from 'node:fs/promises'
import type { Plugin } from 'vite'

const importOfGenerated = /import \{([^}]*)\} from '([./]+\/generated\/graphql)'/g
const isDocument = (name: string) => /^\w+Document$/.test(name)

/**
 * Gives each generated GraphQL document a module of its own, so that it comes with the screen that asks it: out of the one module in which
 * they are generated, all would come with the first screen.
 */
export function documents(): Plugin {
  return {
    name: 'documents',
    apply: 'build',
    enforce: 'pre',
    transform: (code) =>
      code.replace(importOfGenerated, (_, names: string, from: string) => {
        const all = names.split(',').map((name) => name.trim()).filter((name) => name !== '')
        const others = all.filter((name) => !isDocument(name))
        const own = all.filter(isDocument).map((name) => `import { ${name} } from '${from}?document=${name}'`)
        return [...(others.length > 0 ? [`import { ${others.join(', ')} } from '${from}'`] : []), ...own].join(';')
      }),
    async load(id) {
      const [file, name] = id.split('?document=')
      if (file === undefined || name === undefined) return null
      const lines = (await readFile(file, 'utf8')).split('\n')
      return lines.find((line) => line.startsWith(`export const ${name} = `)) ?? this.error(`${file} has no ${name}`)
    },
  }
}
