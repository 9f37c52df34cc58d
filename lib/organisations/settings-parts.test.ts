import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { isWordKey } from '@/lib/words/keys'
import { fieldOfSetting } from './field-of-setting'
import { presets } from './presets/all'
import { organisationSettings } from './schema'
import { nameOfSetting, readSetting, typedOfSetting } from './setting-form'
import { type SettingPath, settingAt, settingOf, settingPaths, withSetting } from './settings-parts'

type Json = { type?: string; properties?: Record<string, Json>; additionalProperties?: unknown }

/** Every place of the schema that holds a value: an object of fixed names is no value. */
function places(json: Json, before = ''): string[] {
  return Object.entries(json.properties ?? {}).flatMap(([name, inside]) =>
    inside.properties && inside.additionalProperties === false ? places(inside, `${before}${name}.`) : [`${before}${name}`],
  )
}

test('every setting of the schema has its field on one page of the settings, and no page has a field of nothing', () => {
  const whole = z.toJSONSchema(organisationSettings, { io: 'input', unrepresentable: 'any' }) as Json
  expect([...settingPaths].sort()).toEqual(places(whole).sort())
  expect(new Set(settingPaths).size).toBe(settingPaths.length)
})

test.each(settingPaths.filter((path) => fieldOfSetting(path).kind !== 'own'))('%s has the field that the schema wants, each of its options a name', (path) => {
  const field = fieldOfSetting(path)
  const options = field.kind === 'choice' || field.kind === 'choices' || field.kind === 'ranking' ? field.options : []
  const unnamed = options.filter((option) => !isWordKey(`settings.option.${path}.${option}`) && !isWordKey(`settings.language.${option}`))
  expect(unnamed).toEqual([])
})

describe.each(Object.keys(presets))('the settings of %s', (name) => {
  const settings = organisationSettings.parse(presets[name])
  const formed = settingPaths.filter((path) => fieldOfSetting(path).kind !== 'own')

  test('come back from their forms as they went in', () => {
    const typed = Object.assign({}, ...formed.map((path) => typedOfSetting(path, settingAt(settings, path))))
    const read = formed.reduce<object>((into, path) => withSetting(into, path, readSetting(path, typed, settings)), { ...settings })
    expect(organisationSettings.parse(read)).toEqual(settings)
  })
})

test.each<[SettingPath, Record<string, string>, unknown]>([
  ['passwords.minLength', { '': ' 12 ' }, 12],
  ['passwords.minLength', { '': 'twelve' }, 'twelve'],
  ['passwords.kindsAtLeast', { '': '' }, null],
  ['look.chroma', { '': '0,12' }, 0.12],
  ['lock.waitsSeconds', { '': '30, 60 120' }, [30, 60, 120]],
  ['hosts', { '': 'a.example.org\r\n b.example.org,\n\n' }, ['a.example.org', 'b.example.org']],
  ['limits.smsCountries', { '': 'se no' }, ['SE', 'NO']],
  ['country', { '': ' fi ' }, 'FI'],
  ['help.phone', { '': '08-465 004 27' }, '+46846500427'],
  ['help.phone', { '': 'ring oss' }, 'ring oss'],
  ['signIn.pages', { '': '2' }, 2],
  ['signIn.pages', { '': '3' }, '3'],
  ['signIn.isFirstInsideOnly', {}, false],
  ['recovery.proofs', { '': 'email-then-sms' }, [['email'], ['sms']]],
  ['recovery.proofs', { '': 'sms-or-email' }, [['sms', 'email']]],
  ['recovery.terms', { sv: ' ' }, null],
  ['help.name', { sv: ' Servicedesk ', fi: '' }, { sv: 'Servicedesk' }],
  ['languages', { 0: 'fi', 1: '', 2: 'sv' }, ['fi', 'sv']],
  ['passwords.requiredKinds', { digit: 'yes', capital: 'yes' }, ['capital', 'digit']],
])('%s typed as %j is read as %j', (path, typed, value) => {
  const named = Object.fromEntries(Object.entries(typed).map(([part, text]) => [part === '' ? nameOfSetting(path) : nameOfSetting(path, part), text]))
  expect(readSetting(path, named, organisationSettings.parse(presets.standard))).toEqual(value)
})

test('no field is called by a name that a form keeps to itself, as it does with passwords', () => {
  expect(settingPaths.map((path) => nameOfSetting(path)).filter((name) => /password|^code$/i.test(name))).toEqual([])
})

test('a place inside a setting is that setting’s', () => {
  expect(settingOf(['help', 'name', 'sv'])).toBe('help.name')
  expect(settingOf(['notices', 0, 'text'])).toBe('notices')
  expect(settingOf(['helpless'])).toBeUndefined()
})
