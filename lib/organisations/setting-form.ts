import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { type Language, languages } from '@/lib/words/language'
import { fieldOfSetting } from './field-of-setting'
import type { OrganisationSettings } from './schema'
import { type SettingPath, settingAt, settingPaths } from './settings-parts'

export type Typed = Readonly<Record<string, string | undefined>>

/** What a setting is called in its form. Not by its place: a form keeps to itself what has "password" in its name. */
export const nameOfSetting = (path: SettingPath, part?: string | number) => `s${settingPaths.indexOf(path)}${part === undefined ? '' : `.${part}`}`

const lines = (text: string) =>
  text
    .split(/[\n,;]/)
    .map((line) => line.trim())
    .filter(Boolean)
/** What is no number stays as it was typed: the schema says what is wrong with it. */
const numberOr = (text: string): unknown => (/^-?\d+([.,]\d+)?$/.test(text.trim()) ? Number(text.trim().replace(',', '.')) : text.trim())

/** The value that a sent form gives a setting of `shown`; whether it may be so is the schema's to say. */
export function readSetting(path: SettingPath, typed: Typed, shown: OrganisationSettings): unknown {
  const field = fieldOfSetting(path)
  const name = nameOfSetting(path)
  const text = typed[name] ?? ''
  switch (field.kind) {
    case 'flag':
      return text !== ''
    case 'number':
      return text.trim() === '' && field.isOptional ? null : numberOr(text)
    case 'numbers':
      return lines(text.replaceAll(' ', '\n')).map(numberOr)
    case 'text':
      return text.trim() === '' && field.isOptional ? null : readText(path, text, shown.country)
    case 'texts': {
      const texts = languages
        .map((language) => [language, (typed[`${name}.${language}`] ?? '').replaceAll('\r\n', '\n').trim()] as const)
        .filter(([, said]) => said)
      return texts.length === 0 && field.isOptional ? null : Object.fromEntries(texts)
    }
    case 'lines':
      return lines(path === 'limits.smsCountries' ? text.toUpperCase().replaceAll(' ', '\n') : text)
    case 'choice':
      return path === 'recovery.proofs'
        ? text.split('-then-').map((ways) => ways.split('-or-'))
        : (field.options.find((option) => String(option) === text) ?? text)
    case 'choices':
      return inOrderOf(settingAt(shown, path) as string[], field.options).filter((option) => typed[`${name}.${option}`])
    case 'ranking':
      return field.options.map((_, place) => typed[`${name}.${place}`] ?? '').filter(Boolean)
    case 'own':
      throw new Error(`The setting ${path} has a form of its own.`)
  }
}

/** Boxes have no order of their own: what was chosen before stays where it was, so that nothing differs that nobody changed. */
const inOrderOf = (chosen: readonly string[], options: readonly string[]) => [...new Set([...chosen, ...options])]

function readText(path: SettingPath, text: string, country: string): string {
  if (path === 'country') return text.trim().toUpperCase()
  if (path !== 'help.phone') return text.trim()
  const number = parsePhoneNumberFromString(text, { defaultCountry: country as 'SE' })
  return number?.isPossible() ? number.number : text.trim()
}

/** What stands in the form for a value. */
export function typedOfSetting(path: SettingPath, value: unknown): Record<string, string> {
  const field = fieldOfSetting(path)
  const name = nameOfSetting(path)
  const list = Array.isArray(value) ? value : []
  switch (field.kind) {
    case 'flag':
      return value ? { [name]: 'yes' } : {}
    case 'numbers':
      return { [name]: list.join(', ') }
    case 'lines':
      return { [name]: list.join('\n') }
    case 'texts':
      return Object.fromEntries(Object.entries(value ?? {}).map(([language, text]) => [`${name}.${language}`, String(text)]))
    case 'choices':
      return Object.fromEntries(list.map((option) => [`${name}.${option}`, 'yes']))
    case 'ranking':
      return Object.fromEntries(list.map((option, place) => [`${name}.${place}`, String(option)]))
    case 'choice':
      return { [name]: path === 'recovery.proofs' ? nameOfProofs(value as OrganisationSettings['recovery']['proofs']) : String(value) }
    default:
      return { [name]: String(value ?? '') }
  }
}

export const nameOfProofs = (proofs: OrganisationSettings['recovery']['proofs']) => proofs.map((ways) => ways.join('-or-')).join('-then-')

/** The languages in which a text is asked for: the organisation's, and any in which it is written already. */
export const languagesOfTexts = (offered: readonly Language[], value: unknown): Language[] =>
  languages.filter((language) => offered.includes(language) || Object.hasOwn((value ?? {}) as object, language))
