import { lazy, type ComponentType, type LazyExoticComponent } from 'react'

const waiting: (() => Promise<unknown>)[] = []
const signs = ['pointermove', 'pointerdown', 'keydown'] as const

/** What may be opened next is fetched once somebody is at the page, so that the first key typed into it is not lost. */
function fetchWaiting() {
  for (const sign of signs) window.removeEventListener(sign, fetchWaiting)
  for (const load of waiting.splice(0)) void load().catch(() => undefined)
}

/** A part of a screen that is not on it at first: not in its bundle, and there by the time that it is asked for. */
export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>): LazyExoticComponent<ComponentType<Props>> {
  waiting.push(load)
  for (const sign of signs) window.addEventListener(sign, fetchWaiting, { once: true, passive: true })
  return lazy(async () => ({ default: await load() }))
}
