import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const source = join(import.meta.dirname, '..')
const styles = new Set(readdirSync(dirname(createRequire(import.meta.url).resolve('@mantine/core/styles/global.css'))))

/** Every name that any file of the page takes from Mantine's core. */
const usedParts = () =>
  readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('generated'))
    .flatMap((file) => [...readFileSync(join(source, file), 'utf8').matchAll(/import \{([^}]*)\} from '@mantine\/core'/g)])
    .flatMap(([, names = '']) => names.split(',').map((name) => name.trim().replace(/^type /, '')))

test('each part of Mantine that the page uses has its styles', () => {
  const imported = readFileSync(join(source, 'ui/mantine-styles.ts'), 'utf8')
  const unstyled = [...new Set(usedParts())].filter((part) => styles.has(`${part}.css`) && !imported.includes(`/${part}.css'`))

  expect(unstyled).toEqual([])
})
