import { expect, test } from 'vitest'
import { line, nameLine } from './line'

const faultsOf = (schema: ReturnType<typeof line>, text: string) => schema.safeParse(text).error?.issues.map(({ message }) => message) ?? []

test.each(['Søren Kjær-Holm', '  O’Brien ', '王 小明', 'محمد', 'Zoe\u0308'])('%j is a name', (name) => {
  expect(nameLine(50).parse(name)).toBe(name.trim())
})

test.each([
  ['two\nlines', 'must be one line'],
  ['two\u2028lines', 'must be one line'],
  ['a bell\u0007', 'must be one line'],
  ['Karl\u202Etdnarb', 'must have no marks of direction'],
  ['\u2067Karl', 'must have no marks of direction'],
])('%j is neither a line nor a name', (text, message) => {
  expect(faultsOf(line(50), text)).toEqual([message])
  expect(faultsOf(nameLine(50), text)).toEqual([message])
})

test.each(['Karl\u200BBrandt', 'Karl\u00ADBrandt', 'Karl\u2060 Brandt', 'Karl \u3164'])('%j is no name, since it looks like another', (text) => {
  expect(faultsOf(nameLine(50), text)).toEqual(['must have no invisible characters'])
})

test('a line that is no name may have a heart in it', () => {
  expect(faultsOf(line(50), 'Thanks \u2764\uFE0F')).toEqual([])
})
