import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { findDelimiter } from './delimiter'
import { findEncoding } from './encoding'
import { examine, type Expectation, type Findings } from './examine'
import { ImportFault } from './import-fault'
import { readRows, recordLimit } from './rows'

/** Bytes in pieces so small that letters, line ends and quotes are cut through. */
async function* pieces(bytes: Buffer, size = 3): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const whole = async function* (bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}

async function rowsOf(text: string, delimiter = ','): Promise<string[][]> {
  const rows: string[][] = []
  for await (const { cells } of readRows(pieces(Buffer.from(text)), { encoding: 'utf-8', delimiter })) rows.push([...cells])
  return rows
}

const expected: Expectation = { mapping: {}, dateFields: new Set(), encoding: null, delimiter: null, dateOrder: null }
const look = (file: Buffer, more: Partial<Expectation> = {}): Promise<Findings> => examine(() => whole(file), { ...expected, ...more })

test.each([
  ['utf-8', Buffer.from('naïve')],
  ['utf-8', Buffer.from('plain')],
  ['utf-8', iconv.encode('naïve', 'utf-8', { addBOM: true })],
  ['windows-1252', iconv.encode('Zoë, café', 'latin1')],
  ['utf-16le', iconv.encode('a,b', 'utf-16le', { addBOM: true })],
  ['utf-16le', iconv.encode('Zoë,café\n1,2', 'utf-16le')],
  ['utf-16be', iconv.encode('a,b\n', 'utf-16be', { addBOM: true })],
  ['utf-16be', iconv.encode('Zoë,café\n1,2', 'utf-16be')],
  ['utf-16le', iconv.encode('名前,国\r\n田中,日本\r\n', 'utf-16le', { addBOM: true })],
])('%s is found', async (encoding, bytes) => {
  expect(await findEncoding(whole(bytes))).toBe(encoding)
})

test('one letter of Latin-1 at the end of a large file of ASCII is seen', async () => {
  expect(await findEncoding(pieces(Buffer.concat([Buffer.alloc(300_000, 'a'), Buffer.of(0xe9)]), 65_536))).toBe('windows-1252')
})

test('a workbook is told to be none of ours', async () => {
  await expect(findEncoding(whole(Buffer.from([0x50, 0x4b, 3, 4, 0, 0])))).rejects.toThrow(/save it as CSV/)
})

test.each([
  ['a,b,c\n1;2;3;4', ','],
  ['a;b;c\n1,5;2;3', ';'],
  ['a\tb\n', '\t'],
  ['a|b|c\n', '|'],
  ['"Last, first, title";Email\n', ';'],
  ['Name\n', ','],
])('the header %j has the delimiter %j', (text, delimiter) => {
  expect(findDelimiter(text)).toBe(delimiter)
})

test.each([
  ['a,b\n1,2\n', [['a', 'b'], ['1', '2']]],
  ['a,b\r\n1,2\r\n', [['a', 'b'], ['1', '2']]],
  ['a,b\r1,2', [['a', 'b'], ['1', '2']]],
  ['a, b\n1 , "x, y"\n', [['a', 'b'], ['1', 'x, y']]],
  ['a,b\n"say ""hi""","two\nlines"\n', [['a', 'b'], ['say "hi"', 'two\nlines']]],
  ['a,b\n\n,\n1,\n', [['a', 'b'], ['1', '']]],
  ['a,b\n1,2,3\n4\n', [['a', 'b'], ['1', '2', '3'], ['4']]],
  ["a,b\n'=1+1,'+44\n", [['a', 'b'], ['=1+1', '+44']]],
  ['a,b\n5" pipe,O\'Neil\n', [['a', 'b'], ['5" pipe', "O'Neil"]]],
])('%j is read', async (text, rows) => {
  expect(await rowsOf(text)).toEqual(rows)
})

test('empty cells between tabs stay', async () => {
  expect(await rowsOf('a\tb\tc\n1\t\t3\n\t\t4\n', '\t')).toEqual([['a', 'b', 'c'], ['1', '', '3'], ['', '', '4']])
})

test('a line without an end is refused long before it is held', async () => {
  let given = 0
  const endless = async function* (): AsyncGenerator<Buffer> {
    yield Buffer.from('a,b\n1,2\n')
    for (; given < 200_000_000; given += 65_536) yield Buffer.alloc(65_536, 'x')
  }
  const read = async () => {
    for await (const { line } of readRows(endless(), { encoding: 'utf-8', delimiter: ',' })) expect(line).toBeLessThan(3)
  }

  await expect(read()).rejects.toThrow(/line 3 is longer than 1 MB/)
  expect(given).toBeLessThan(5 * recordLimit)
})

test.each([
  ['a,b\n1,"open\n2,3\n', /never closed/],
  ['a,b\n1,"x"y\n', /line 2 there is text between a closing quote/],
])('%j is refused', async (text, why) => {
  await expect(rowsOf(text)).rejects.toThrow(why)
  await expect(rowsOf(text)).rejects.toBeInstanceOf(ImportFault)
})

test.each([
  ['a,,b\n', {}, /Column 2 has no name/],
  ['a,b,a\n', {}, /names "a" more than once/],
  ['', {}, /is empty/],
  ['a,b\n', { Name: 'displayName' }, /no column "Name"; it has "a", "b"/],
])('the header of %j is refused', async (text, mapping, why) => {
  await expect(look(Buffer.from(text), { mapping })).rejects.toThrow(why)
})

const born = { mapping: { Born: 'born' }, dateFields: new Set(['born']) }

test.each([
  ['Born\n01/02/2020\n13/02/2020\n', { born: 'DMY' }],
  ['Born\n01/02/2020\n01/13/2020\n', { born: 'MDY' }],
  ['Born\n2020-02-01\n20200131\n05/05/2020\n', {}],
])('the order of %j is found', async (text, dateOrders) => {
  expect((await look(Buffer.from(text), born)).dateOrders).toEqual(dateOrders)
})

test('a column whose dates could be read both ways is refused, unless its order is given', async () => {
  const file = Buffer.from('Born\n01/02/2020\n03/04/2020\n')

  await expect(look(file, born)).rejects.toThrow(/options\.dateOrder/)
  expect((await look(file, { ...born, dateOrder: 'MDY' })).dateOrders).toEqual({ born: 'MDY' })
})
