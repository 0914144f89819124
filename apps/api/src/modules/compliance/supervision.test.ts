import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { loadSupervision, reasonsToReview, sampled, type SupervisionRules } from './supervision'

const rules: SupervisionRules = { words: [{ name: 'Promises', any: ['risk-free', 'cannot lose'] }, { name: 'Off-channel', any: ['WhatsApp'] }], samplePercent: 10 }

test.each([
  [['This is risk free, you CANNOT  lose.'], ['Promises']],
  [['', 'Write me on WhatsApp!'], ['Off-channel']],
  [['Whatsapp: a risk-free thing'], ['Promises', 'Off-channel']],
  [['A brisk-freeze of whatsapps'], []],
  [['lose', 'cannot'], []],
  [['Write me on Whats App, it is riskfree: you can not lose'], ['Promises', 'Off-channel']],
  [['ri\u200Bsk-free on Whats\u00ADApp'], ['Promises', 'Off-channel']],
  [['risk\u200Dfree', 'W h a t s\uFE0FA p p'], ['Promises', 'Off-channel']],
  [['risk\u200Bfree'], ['Promises']],
  [['what sapper'], []],
])('%j is picked for %j', (texts, expected) => expect(reasonsToReview(rules, texts, 0.5)).toEqual(expected))

test('of the rest a share is picked, and all of it or none where the firm says so', () => {
  expect([0.05, 0.0999, 0.1, 0.9].map((chance) => reasonsToReview(rules, ['Good morning'], chance))).toEqual([[sampled], [sampled], [], []])
  expect(reasonsToReview({ words: [], samplePercent: 0 }, ['x'], 0)).toEqual([])
  expect(reasonsToReview({ words: [], samplePercent: 100 }, ['x'], 0.999)).toEqual([sampled])
})

test('the shipped file is right', async () => {
  expect((await loadSupervision(resolve(import.meta.dirname, '../../../../../config'))).words.length).toBeGreaterThan(0)
})
