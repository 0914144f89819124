import { describe, expect, test } from 'vitest'
import { readAddress, writeAddress, firstAddress, type PaneAddress } from './pane-address'

const asked: PaneAddress = {
  window: { from: Date.UTC(2025, 10, 1), to: Date.UTC(2025, 10, 22) },
  lanes: ['orders', 'calls'],
  query: {
    rollUp: 'HOUSEHOLD', search: 'basis levels', channels: ['CALL'], authorIds: ['0192-a'], commodities: ['NATURAL_GAS'], accounts: ['A/1 & co'],
    orderStatuses: ['REJECTED'], attached: true,
  },
}

describe('the address of a timeline', () => {
  test('says all that was asked, and reads back as the same', () => {
    expect(readAddress(new URLSearchParams(writeAddress(asked).toString()))).toEqual(asked)
  })

  test('is empty for what one sees at first', () => {
    expect(writeAddress(firstAddress).toString()).toBe('')
    expect(readAddress(new URLSearchParams())).toEqual(firstAddress)
  })

  test('leaves out what it does not know', () => {
    const read = readAddress(new URLSearchParams('lane=tea&channel=fax&order=lost&from=2025-11-01&to=2025-10-01&from=x'))
    expect(read).toEqual(firstAddress)
  })
})
