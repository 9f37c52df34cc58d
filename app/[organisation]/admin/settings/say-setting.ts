import { fieldOfSetting } from '@/lib/organisations/field-of-setting'
import type { OrganisationSettings } from '@/lib/organisations/schema'
import { nameOfProofs } from '@/lib/organisations/setting-form'
import type { SettingPath } from '@/lib/organisations/settings-parts'
import { isWordKey } from '@/lib/words/keys'
import { isLanguage } from '@/lib/words/language'
import type { Speak } from '@/lib/words/speak'

/** What an option is called; languages are called the same everywhere. */
export function sayOption(say: Speak, path: SettingPath, option: string | number): string {
  const key = isLanguage(option) ? `settings.language.${option}` : `settings.option.${path}.${option}`
  return isWordKey(key) ? say(key) : String(option)
}

/** A setting's value in words, on a line or several. */
export function saySetting(say: Speak, path: SettingPath, value: unknown): string {
  const field = fieldOfSetting(path)
  const list = Array.isArray(value) ? value : []
  if (path === 'words')
    return say('settings.sentences', { count: Object.values((value ?? {}) as OrganisationSettings['words']).flatMap((own) => Object.keys(own ?? {})).length })
  if (path === 'notices') return say('settings.noticeCount', { count: list.length })
  if (path === 'deviations') return list.map(({ rule, reason }) => `${rule}: ${reason}`).join('\n') || say('settings.nothing')
  if (value === null || value === undefined || value === '') return say('settings.nothing')
  if (field.kind === 'flag') return say(value ? 'settings.yes' : 'settings.no')
  if (path === 'recovery.proofs') return sayOption(say, path, nameOfProofs(value as OrganisationSettings['recovery']['proofs']))
  if (field.kind === 'texts') {
    const texts = Object.entries(value as Record<string, string>).map(([language, text]) => `${language}: ${text}`)
    return texts.join('\n') || say('settings.nothing')
  }
  if (field.kind === 'number') return new Intl.NumberFormat(say.language).format(Number(value))
  if (Array.isArray(value)) return value.map((each) => sayOption(say, path, each)).join(', ') || say('settings.nothing')
  return sayOption(say, path, String(value))
}
