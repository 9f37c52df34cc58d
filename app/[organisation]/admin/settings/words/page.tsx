import { ActionForm } from '@/components/action-form'
import { BackLink } from '@/components/back-link'
import { Button } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { Field } from '@/components/field'
import { HiddenField } from '@/components/hidden-field'
import { Notice } from '@/components/notice'
import { SelectField } from '@/components/select-field'
import { digestOf } from '@/lib/organisations/change-draft'
import { findSettings } from '@/lib/organisations/find-settings'
import type { OrganisationSettings } from '@/lib/organisations/schema'
import { requireStaff, type StaffVisit } from '@/lib/web/staff'
import { argumentsOf } from '@/lib/words/arguments-of'
import { isWordKey, type WordKey } from '@/lib/words/keys'
import type { Language } from '@/lib/words/language'
import { dictionary } from '@/lib/words/speak'
import { formWords } from '../../../form-words'
import { staffTitleOf } from '../../../title'
import { StaffPage } from '../../staff-page'
import { saveSentence } from '../actions'
import { findSentences } from './find-sentences'

export const generateMetadata = () => staffTitleOf('settings.view', 'settings.part.words')

type Params = { searchParams: Promise<{ language?: string; q?: string | string[]; key?: string; did?: string }> }

/** The organisation's own words over the portal's: search a sentence, see the portal's, write one's own. */
export default async function WordsPage({ searchParams }: Params) {
  const visit = await requireStaff('settings.view')
  const { deps, organisation, say, paths } = visit
  const { shown, draft } = await findSettings(deps, organisation.id)
  const asked = await searchParams
  const language = shown.languages.find((each) => each === asked.language) ?? shown.languages[0] ?? 'en'
  const typed = String(asked.q ?? '').slice(0, 200)
  const key = asked.key && isWordKey(asked.key) ? asked.key : null
  const here = paths.adminSettingsPart('words')
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <BackLink href={key ? `${here}?${new URLSearchParams({ language, q: typed })}` : paths.adminSettings}>
          {say(key ? 'settings.part.words' : 'settings.title')}
        </BackLink>
        {asked.did === 'saved' && (
          <Notice tone="good">
            {say('settings.saved')} <a href={paths.adminDraft}>{say('settings.draft.look')}</a>
          </Notice>
        )}
        {draft?.effectiveAt && <Notice>{say('settings.isDated')}</Notice>}
        <h1>{say('settings.part.words')}</h1>
        {key ? (
          <OneSentence visit={visit} settings={shown} language={language} wordKey={key} />
        ) : (
          <>
            <p>{say('settings.words.lead')}</p>
            <search className="w-full">
              <form action={here} className="row items-end">
                <SelectField
                  name="language"
                  label={say('settings.words.language')}
                  options={shown.languages.map((each) => ({ value: each, label: say(`settings.language.${each}`) }))}
                  defaultValue={language}
                />
                <Field name="q" type="search" label={say('settings.words.search')} defaultValue={typed} autoComplete="off" />
                <Button>{say('settings.words.submit')}</Button>
              </form>
            </search>
            <Found visit={visit} settings={shown} language={language} typed={typed} />
          </>
        )}
      </div>
    </StaffPage>
  )
}

type Shown = { visit: StaffVisit; settings: OrganisationSettings; language: Language }

function Found({ visit: { say, paths }, settings, language, typed }: Shown & { typed: string }) {
  const { sentences, isMore } = findSentences(settings.words, language, typed)
  if (sentences.length === 0) return <Notice>{say(typed.trim() ? 'settings.words.none' : 'settings.words.noneOwn')}</Notice>
  return (
    <>
      <DataTable
        caption={typed.trim() ? say('settings.words.found', { count: sentences.length }) : say('settings.words.own')}
        columns={[
          { key: 'text', label: say('settings.words.column.sentence') },
          { key: 'own', label: say('settings.words.column.own') },
        ]}
        rows={sentences.map(({ key, text, own }) => ({
          key,
          cells: {
            text: (
              <a href={`${paths.adminSettingsPart('words')}?${new URLSearchParams({ language, q: typed, key })}`} lang={language}>
                {text || say('settings.words.empty')}
              </a>
            ),
            own: own === null ? '' : <span lang={language}>{own}</span>,
          },
        }))}
      />
      {isMore && <p className="quiet">{say('settings.words.more')}</p>}
    </>
  )
}

function OneSentence({ visit: { say }, settings, language, wordKey }: Shown & { wordKey: WordKey }) {
  const text = dictionary[language][wordKey]
  const names = argumentsOf(dictionary.en[wordKey], 'en').map((name) => `{${name}}`)
  const hints = [names.length > 0 && say('settings.words.names', { names: new Intl.ListFormat(say.language).format(names) }), say('settings.words.hint')]
  return (
    <ActionForm id="sentence" action={saveSentence} isKept {...formWords(say)}>
      <p className="notice whitespace-pre-line">
        {say('settings.words.default', { text: '' })}
        <span lang={language}>{text || '–'}</span>
      </p>
      <input type="hidden" name="key" value={wordKey} />
      <input type="hidden" name="language" value={language} />
      <HiddenField name="seen" value={digestOf(settings, ['words'])} />
      <Field
        name="text"
        label={say('settings.words.label')}
        hint={hints.filter(Boolean).join(' ')}
        defaultValue={settings.words[language]?.[wordKey] ?? ''}
        isLong
        autoComplete="off"
      />
      <Button>{say('settings.save')}</Button>
    </ActionForm>
  )
}
