import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { Field } from '@/components/field'
import type { FormState } from '@/components/form-state'
import { Part } from '@/components/part'
import { SelectField } from '@/components/select-field'
import { countries } from '@/lib/people/read-mobile'
import type { MemberVisit } from '@/lib/web/session'
import { formWords } from '../../form-words'
import { saveAddress, saveLanguage, saveName } from './plain-actions'

type Details = { givenName: string; familyName: string; street: string; postalCode: string; city: string; country: string; language: string | null }
type Props = { visit: MemberVisit; details: Details; initialState?: FormState }

export function NamePart({ visit: { say }, details, initialState }: Props) {
  return (
    <Part title={say('details.name.title')}>
      <ActionForm id="name" action={saveName} initialState={initialState} isKept {...formWords(say)}>
        <Field name="givenName" autoComplete="given-name" label={say('details.name.given')} defaultValue={details.givenName} />
        <Field name="familyName" autoComplete="family-name" label={say('details.name.family')} defaultValue={details.familyName} />
        <Button>{say('details.save')}</Button>
      </ActionForm>
    </Part>
  )
}

export function AddressPart({ visit: { say }, details, initialState }: Props) {
  const names = new Intl.DisplayNames(say.language, { type: 'region' })
  const { compare } = new Intl.Collator(say.language)
  const codes = new Set([...countries(), ...(details.country ? [details.country] : [])])
  const options = [...codes].map((value) => ({ value, label: nameOf(names, value) })).sort((one, other) => compare(one.label, other.label))
  return (
    <Part title={say('details.address.title')}>
      <ActionForm id="address" action={saveAddress} initialState={initialState} isKept {...formWords(say)}>
        <Field name="street" autoComplete="street-address" label={say('details.address.street')} defaultValue={details.street} />
        <Field name="postal" autoComplete="postal-code" label={say('details.address.postalCode')} defaultValue={details.postalCode} />
        <Field name="city" autoComplete="address-level2" label={say('details.address.city')} defaultValue={details.city} />
        <SelectField
          name="country"
          autoComplete="country"
          label={say('details.address.country')}
          options={[{ value: '', label: say('details.address.noCountry') }, ...options]}
          defaultValue={details.country}
        />
        <Button>{say('details.save')}</Button>
      </ActionForm>
    </Part>
  )
}

/** Only where there is something to choose. */
export function LanguagePart({ visit: { say, organisation }, details, initialState }: Props) {
  const { languages } = organisation.settings
  if (languages.length < 2) return null
  const options = languages.map((language) => ({ value: language, lang: language, label: ownName(language) }))
  return (
    <Part title={say('details.language.title')} text={say('details.language.why')}>
      <ActionForm id="language" action={saveLanguage} initialState={initialState} isKept {...formWords(say)}>
        <SelectField name="language" label={say('details.language.label')} options={options} defaultValue={details.language ?? say.language} />
        <Button>{say('details.save')}</Button>
      </ActionForm>
    </Part>
  )
}

function nameOf(names: Intl.DisplayNames, code: string): string {
  try {
    return names.of(code) ?? code
  } catch {
    return code // an imported register may hold what is no code
  }
}

function ownName(language: string): string {
  const name = new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1)
}
