import { presets } from './presets/all'
import { type OrganisationSettings, organisationSettings } from './schema'
import { type SettingPath, settingAt, settingsParts, withSetting } from './settings-parts'

/** What an organisation starts from: rules, never who it is. Its contacts, looks, places and networks stay. */
const rules: readonly SettingPath[] = [
  ...settingsParts['sign-in'],
  ...settingsParts.registration,
  ...settingsParts['second-factor'],
  ...settingsParts.passwords,
  ...settingsParts.lock,
  ...settingsParts.sessions,
  ...settingsParts.recovery.filter((path) => path !== 'recovery.terms' && path !== 'recovery.advice'),
  ...settingsParts['first-passwords'],
  ...settingsParts.limits.filter((path) => path !== 'limits.smsCountries'),
  ...settingsParts.deviations,
]
const texts: readonly SettingPath[] = ['words', 'recovery.terms', 'recovery.advice']

/** The settings with the rules of a preset, and its words where they are wished for. */
export function startFromPreset(settings: OrganisationSettings, preset: string, withTexts: boolean): OrganisationSettings {
  const from = organisationSettings.parse(presets[preset])
  return [...rules, ...(withTexts ? texts : [])].reduce((into, path) => withSetting(into, path, settingAt(from, path)), settings)
}
