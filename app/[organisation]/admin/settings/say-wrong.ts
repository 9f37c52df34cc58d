import type { WrongSetting } from '@/lib/organisations/change-draft'
import { fieldOfSetting } from '@/lib/organisations/field-of-setting'
import { nameOfSetting } from '@/lib/organisations/setting-form'
import { type SettingPath, settingOf } from '@/lib/organisations/settings-parts'
import type { WordKey } from '@/lib/words/keys'
import type { Speak } from '@/lib/words/speak'

/** What to do about a value that has the wrong form, where its kind of field does not tell. */
const ofForm: { [path in SettingPath]?: WordKey } = {
  hosts: 'settings.wrong.host',
  primaryHost: 'settings.wrong.primaryHost',
  trustedNetworks: 'settings.wrong.network',
  country: 'settings.wrong.country',
  'limits.smsCountries': 'settings.wrong.country',
  'prices.currency': 'settings.wrong.currency',
  timeZone: 'settings.wrong.timeZone',
  homeAddress: 'settings.wrong.address',
  'help.phone': 'settings.wrong.phone',
  'help.email': 'settings.wrong.email',
  'audit.headTo': 'settings.wrong.email',
  'passwords.refusedWords': 'settings.wrong.word',
  'signIn.isRegistrationOpen': 'settings.wrong.registration',
  'directory.servers': 'settings.wrong.server',
  'directory.bindName': 'settings.wrong.distinguishedName',
  'directory.base': 'settings.wrong.distinguishedName',
  'directory.attribute': 'settings.wrong.attribute',
  'directory.fields.givenName': 'settings.wrong.attribute',
  'directory.fields.familyName': 'settings.wrong.attribute',
  'directory.fields.email': 'settings.wrong.attribute',
  'directory.fields.mobile': 'settings.wrong.attribute',
  'directory.fields.groups': 'settings.wrong.attribute',
  'directory.personFilter': 'settings.wrong.filter',
  'factors.requiredGroups': 'settings.wrong.requiredGroups',
  'provider.issuer': 'settings.wrong.issuer',
  'provider.clientId': 'settings.wrong.clientId',
  'provider.scopes': 'settings.wrong.scopes',
  'provider.claim': 'settings.wrong.claim',
  'provider.verifiedBy': 'settings.wrong.claim',
  'provider.isCreating': 'settings.wrong.creating',
  words: 'settings.wrong.sentence',
  deviations: 'settings.wrong.reason',
}

function sayForm(say: Speak, path: SettingPath): string {
  const own = ofForm[path]
  if (own) return say(own)
  const field = fieldOfSetting(path)
  switch (field.kind) {
    case 'number':
    case 'numbers':
      return say(`settings.wrong.${field.kind}`, { min: field.min, max: field.max })
    case 'text':
    case 'texts':
      return say('settings.wrong.text', { max: field.max })
    case 'lines':
      return say('settings.wrong.line', { max: field.max })
    case 'ranking':
      return say('settings.wrong.ranking')
    default:
      return say('settings.wrong.choice')
  }
}

/** Where a form shows what is wrong with a setting: the name of its field. */
function nameOfWrong(path: SettingPath, place: readonly PropertyKey[]): string {
  const field = fieldOfSetting(path)
  if (field.kind === 'texts') return nameOfSetting(path, String(place[path.split('.').length] ?? ''))
  if (field.kind === 'choices') return nameOfSetting(path, field.options[0])
  return field.kind === 'ranking' ? nameOfSetting(path, 0) : nameOfSetting(path)
}

/** What is wrong, at its field where this form has it; of another part with that setting's name before it. */
export function sayWrong(say: Speak, problems: readonly WrongSetting[], paths: readonly SettingPath[]) {
  return problems.map(({ place, isTaken }) => {
    const path = settingOf(place)
    if (!path) return { field: null, text: say('page.badInput') }
    const text = isTaken ? say(path === 'hosts' ? 'settings.wrong.hostTaken' : 'settings.wrong.contrast') : sayForm(say, path)
    return paths.includes(path)
      ? { field: nameOfWrong(path, place), text }
      : { field: null, text: say('settings.wrong.elsewhere', { field: say(`settings.field.${path}`), problem: text }) }
  })
}
