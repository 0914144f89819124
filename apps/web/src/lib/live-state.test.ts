import { expect, test, vi } from 'vitest'
import { liveState, onReconnected, onStanding, reportHttp, reportSocket, reportStanding } from './live-state'

test('the page is offline when HTTP fails and no socket is open, and back with the next answer', () => {
  const back = vi.fn()
  onReconnected(back)

  reportHttp(false)
  expect(liveState().status).toBe('offline')
  reportHttp(true)
  expect(liveState().status).toBe('idle')
  expect(back).toHaveBeenCalledOnce()
})

test('a socket that is lost and back asks for what was missed, a first one does not', () => {
  const back = vi.fn()
  onReconnected(back)

  reportSocket('connecting')
  reportSocket('live')
  expect(back).not.toHaveBeenCalled()
  reportSocket('stale')
  reportSocket('offline')
  reportSocket('live')
  expect(back).toHaveBeenCalledOnce()
})

test('subscriptions that come to stand in one moment are told of once, with whether a connection was lost before', () => {
  vi.useFakeTimers()
  const stands = vi.fn()
  const stop = onStanding(stands)
  const told = () => {
    vi.runAllTimers()
    return stands.mock.calls
  }

  reportSocket('stale')
  reportSocket('live')
  reportStanding()
  reportStanding()
  expect(stands).not.toHaveBeenCalled()
  expect(told()).toEqual([[true]])
  reportStanding()
  expect(told()).toEqual([[true], [true]])
  stop()
  reportStanding()
  expect(told()).toHaveLength(2)
  vi.useRealTimers()
})

test('while the socket is open, it alone decides', () => {
  reportSocket('live')
  reportHttp(false)

  expect(liveState().status).toBe('live')
})
