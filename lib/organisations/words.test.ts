import { expect, test } from 'vitest'
import { presets } from './presets/all'
import { organisationSettings } from './schema'

const problemsOf = (words: unknown) => {
  const parsed = organisationSettings.safeParse({ ...presets.standard, words })
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`)
}

test.each(Object.keys(presets))('the own words of %s can all be said', (slug) => {
  expect(organisationSettings.safeParse(presets[slug]).error?.issues ?? []).toEqual([])
})

test("an own word may leave out what the portal's sentence names, and stand in another language", () => {
  expect(problemsOf({ sv: { 'signIn.submit': '[en] Log On', 'message.locked.subject': 'Låst' } })).toEqual([])
})

test('an own word that could not be said is refused before a page breaks on it', () => {
  expect(problemsOf({ sv: { 'signIn.submit': 'Hej {name}' } })).toEqual([expect.stringContaining('names {name}')])
  expect(problemsOf({ sv: { 'signIn.submit': 'Hej {name' } })).toEqual([expect.stringContaining("can't be read")])
  expect(problemsOf({ sv: { 'signIn.sbmit': 'Hej' } })).toEqual([expect.stringContaining('is no word')])
})
