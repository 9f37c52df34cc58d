import { expect, test } from 'vitest'
import { motafors } from '@/lib/organisations/presets/motafors'
import { organisationSettings } from '@/lib/organisations/schema'
import { languages } from '@/lib/words/language'
import { speak } from '@/lib/words/speak'
import { dayOf } from './say-date'

test('a day and its time read as in Europe in every language, English too', () => {
  const organisation = { id: '1', slug: 'motafors', version: 1, settings: organisationSettings.parse(motafors) }
  const at = new Date('2026-11-30T18:57:00Z')
  const told = languages.map((language) => dayOf({ say: speak(language), organisation }, 'short').format(at))
  for (const text of told) expect(text).toMatch(/^30\b.*19[.:]57$/)
  expect(dayOf({ say: speak('en'), organisation }).format(at)).toBe('30 November 2026')
})
