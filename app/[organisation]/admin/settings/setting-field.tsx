import { Checkbox } from '@/components/checkbox'
import { ChoiceGroup } from '@/components/choice-group'
import { Field } from '@/components/field'
import { RadioChoices } from '@/components/radio-choices'
import { SelectField } from '@/components/select-field'
import { fieldOfSetting, type SettingField as Kind } from '@/lib/organisations/field-of-setting'
import type { OrganisationSettings } from '@/lib/organisations/schema'
import { languagesOfTexts, nameOfSetting, typedOfSetting } from '@/lib/organisations/setting-form'
import { type SettingPath, settingAt } from '@/lib/organisations/settings-parts'
import { isWordKey } from '@/lib/words/keys'
import type { Speak } from '@/lib/words/speak'
import { sayOption } from './say-setting'

/** The field of one setting, as the schema wants it. */
export function SettingField({ say, settings, path }: { say: Speak; settings: OrganisationSettings; path: SettingPath }) {
  const field = fieldOfSetting(path)
  const name = nameOfSetting(path)
  const label = say(`settings.field.${path}`)
  const hint = hintOf(say, path, field)
  const value = settingAt(settings, path)
  const typed = typedOfSetting(path, value)
  const common = { name, label, hint, autoComplete: 'off' }
  switch (field.kind) {
    case 'flag':
      return <Checkbox name={name} label={label} hint={hint} isChecked={Boolean(typed[name])} />
    case 'choice':
      return (
        <RadioChoices
          legend={label}
          name={name}
          hint={hint}
          options={field.options.map((option) => ({ value: String(option), label: sayOption(say, path, option) }))}
          defaultValue={typed[name]}
        />
      )
    case 'choices':
      return (
        <ChoiceGroup legend={label} hint={hint}>
          {field.options.map((option) => (
            <Checkbox
              key={option}
              name={nameOfSetting(path, option)}
              label={sayOption(say, path, option)}
              isChecked={Boolean(typed[nameOfSetting(path, option)])}
            />
          ))}
        </ChoiceGroup>
      )
    case 'ranking':
      return field.options.map((_, place) => (
        <SelectField
          key={nameOfSetting(path, place)}
          name={nameOfSetting(path, place)}
          label={say('settings.place', { label, place: place + 1 })}
          hint={place === 0 ? hint : undefined}
          options={[
            { value: '', label: say('settings.language.none') },
            ...field.options.map((option) => ({ value: option, label: sayOption(say, path, option) })),
          ]}
          defaultValue={typed[nameOfSetting(path, place)] ?? ''}
        />
      ))
    case 'texts':
      return languagesOfTexts(settings.languages, value).map((language) => (
        <Field
          key={language}
          {...common}
          name={nameOfSetting(path, language)}
          label={say('settings.inLanguage', { label, language: say(`settings.language.${language}`) })}
          defaultValue={typed[nameOfSetting(path, language)] ?? ''}
          isLong={field.max > 200}
        />
      ))
    case 'number':
      return <Field {...common} defaultValue={typed[name]} inputMode={field.isWhole ? 'numeric' : 'decimal'} className="max-w-[12rem]" />
    default:
      return <Field {...common} defaultValue={typed[name]} isLong={field.kind === 'lines'} spellCheck={false} />
  }
}

function hintOf(say: Speak, path: SettingPath, field: Kind): string | undefined {
  const key = `settings.hint.${path}`
  const own = isWordKey(key) ? say(key) : ''
  const bounds = field.kind === 'number' ? say(field.isOptional ? 'settings.boundsOrNone' : 'settings.bounds', { min: field.min, max: field.max }) : ''
  const form = own ? '' : field.kind === 'lines' ? say('settings.onePerLine') : field.kind === 'numbers' ? say('settings.commas') : ''
  return [own, bounds, form].filter(Boolean).join(' ') || undefined
}
