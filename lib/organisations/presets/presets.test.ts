import { describe, expect, test } from 'vitest'
import { contrastProblems } from '../colour'
import { findDeviations } from '../deviations'
import { organisationSettings } from '../schema'
import { presets } from './all'

describe.each(Object.entries(presets))('the preset %s', (slug, input) => {
  const settings = organisationSettings.parse(input)

  test('records exactly the security rules that it breaks', () => {
    expect(findDeviations(settings)).toEqual(settings.deviations.map(({ rule }) => rule).sort((one, other) => one - other))
  })

  test('can be read in light, dark and high contrast', () => {
    expect(contrastProblems(settings.look.hue, settings.look.chroma)).toEqual([])
  })

  test('writes to nobody but example.org and reserved numbers', () => {
    expect(settings.help.email).toBe(`support@${slug}.example.org`)
    expect(settings.help.phone).toMatch(/^\+468465004\d\d$/)
  })
})

test('the standard preset breaks no rule', () => {
  expect(findDeviations(organisationSettings.parse(presets.standard))).toEqual([])
})

test.each([
  ['kristinehov', 1, 'outside', [10, 15, [900]], ['sv'], 'SE'],
  ['motafors', 1, 'outside', [5, 15, [1_800]], ['sv'], 'SE'],
  ['hameenportti', 2, 'never', [10, 15, [900]], ['fi', 'sv', 'en'], 'FI'],
  ['securia', 1, 'outside', [10, 15, [900]], ['sv'], 'SE'],
  ['handelsforbundet', 1, 'never', [10, 30, [1_800]], ['nb'], 'NO'],
  ['standard', 2, 'always', [6, 15, [30, 60, 120, 300, 900, 1_800, 3_600]], ['sv', 'nb', 'fi', 'en'], 'SE'],
])('%s has the pages, second factor, lock, languages and country of the mission', (slug, pages, secondFactor, lock, languages, country) => {
  const settings = organisationSettings.parse(presets[slug])
  expect([settings.signIn.pages, settings.secondFactor, settings.languages, settings.country]).toEqual([pages, secondFactor, languages, country])
  expect([settings.lock.failures, settings.lock.windowMinutes, settings.lock.waitsSeconds]).toEqual(lock)
})
