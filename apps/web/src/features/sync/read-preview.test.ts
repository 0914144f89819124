import { describe, expect, test } from 'vitest'
import { detectEncoding, faultsOfColumns, readPreview } from './read-preview'

const utf8 = (text: string) => new TextEncoder().encode(text)
const utf16 = (text: string) => new Uint8Array(new Uint16Array([...text].map((letter) => letter.charCodeAt(0))).buffer)
const latin1 = (text: string) => Uint8Array.from([...text].map((letter) => letter.charCodeAt(0)))

describe('the encoding', () => {
  test('is told by its byte order mark', () => {
    expect(detectEncoding(Uint8Array.of(0xff, 0xfe, 0x41, 0))).toBe('utf-16le')
    expect(detectEncoding(Uint8Array.of(0xfe, 0xff, 0, 0x41))).toBe('utf-16be')
  })

  test('is found without one', () => {
    expect(detectEncoding(utf8('Name,Stadt\nMüller,Köln'))).toBe('utf-8')
    expect(detectEncoding(latin1('Name,Stadt\nMüller,Köln'))).toBe('windows-1252')
    expect(detectEncoding(utf16('Name,City\nHargreave Grain Ltd,London\n'))).toBe('utf-16le')
  })

  test('is UTF-8 even where the slice ends within a letter', () => {
    expect(detectEncoding(utf8('Köln').slice(0, 2))).toBe('utf-8')
  })
})

describe('a preview', () => {
  test('has its columns without the byte order mark and without spaces', () => {
    const { columns, rows, delimiter } = readPreview(utf8('\uFEFFrec_id, given_name, surname\nrec-1, , waller\n'), true)

    expect(columns).toEqual(['rec_id', 'given_name', 'surname'])
    expect(rows).toEqual([['rec-1', '', 'waller']])
    expect(delimiter).toBe(',')
  })

  test('finds another delimiter, and keeps quoted ones', () => {
    const { rows, delimiter } = readPreview(utf8('Name;City\r\n"Grain; Feed";London\r\n'), true)

    expect(delimiter).toBe(';')
    expect(rows).toEqual([['Grain; Feed', 'London']])
  })

  test('drops the last line of a slice, since it may be cut', () => {
    expect(readPreview(utf8('Id,Name\n1,Hargreave\n2,Alder'), false).rows).toEqual([['1', 'Hargreave']])
  })

  test('shows at most 50 rows', () => {
    const lines = Array.from({ length: 80 }, (_, row) => `${row},Client ${row}`)

    expect(readPreview(utf8(`Id,Name\n${lines.join('\n')}`), false).rows).toHaveLength(50)
  })

  test('reads as it is told, where the guess was wrong', () => {
    const { rows } = readPreview(latin1('Name|City\nMüller|Köln'), true, { encoding: 'windows-1252', delimiter: '|' })

    expect(rows).toEqual([['Müller', 'Köln']])
  })
})

test('headings that are empty or twice are told', () => {
  expect(faultsOfColumns(['Id', '', 'Name', 'Name'])).toHaveLength(2)
  expect(faultsOfColumns(['Id', 'Name'])).toEqual([])
})
