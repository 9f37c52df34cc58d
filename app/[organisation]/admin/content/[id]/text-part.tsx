import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { Checkbox } from '@/components/checkbox'
import { Field } from '@/components/field'
import { untouched } from '@/components/form-state'
import { MarkdownField } from '@/components/markdown-field'
import { Notice } from '@/components/notice'
import { isStale, longest } from '@/lib/content/rules'
import type { Revision } from '@/lib/content/schema'
import type { Speak } from '@/lib/words/speak'
import { formWords } from '../../../form-words'
import { saveItemText } from '../actions'
import { markdownOf } from './files-part'
import type { EditedItem } from './find-item'

type Props = {
  edited: EditedItem
  /** what was typed when the session had ended */
  typed?: Record<string, string>
}

/** The text in one language; beside a translation stands what it is made from. */
export function TextPart({ edited, typed }: Props) {
  const { visit, language, source } = edited
  const { say } = visit
  const isTranslation = source !== undefined && source.language !== language
  return (
    <section className="stack w-full">
      <h2>{say('editing.textIn', { language: say(`settings.language.${language as 'sv'}`) })}</h2>
      {isTranslation ? (
        <div className="studio-texts">
          <TextForm edited={edited} typed={typed} />
          <Original edited={edited} source={source} />
        </div>
      ) : (
        <TextForm edited={edited} typed={typed} />
      )}
    </section>
  )
}

function TextForm({ edited: { visit, item, latest, files, language, source }, typed }: Props) {
  const { say } = visit
  const text = latest.find((one) => one.language === language)
  const isTranslation = source !== undefined && source.language !== language
  const stale = Boolean(text?.title) && isStale({ language, sourceRevision: text?.sourceRevision ?? null }, source && { ...source, revision: source.number })
  const hasBody = item.kind !== 'system'
  return (
    <ActionForm
      id={`text-${language}`}
      action={saveItemText}
      initialState={typed && { ...untouched, values: typed, note: say('page.kept') }}
      isKept
      {...formWords(say)}
    >
      <input type="hidden" name="id" value={item.id} />
      <input type="hidden" name="version" value={item.version} />
      <input type="hidden" name="language" value={language} />
      <input type="hidden" name="source" value={isTranslation ? source.number : ''} />
      {stale && <Notice>{say('editing.stale.text')}</Notice>}
      <Field
        name="title"
        label={say('editing.textTitle')}
        hint={isTranslation ? say('editing.textTitle.hint') : undefined}
        defaultValue={text?.title}
        maxLength={longest.title}
        autoComplete="off"
      />
      {item.kind !== 'notice' && (
        <Field
          name="summary"
          label={say('editing.summary')}
          hint={say('editing.summary.hint')}
          defaultValue={text?.summary}
          maxLength={longest.summary}
          autoComplete="off"
        />
      )}
      {item.kind === 'help' && (
        <Field
          name="keywords"
          label={say('editing.keywords')}
          hint={say('editing.keywords.hint')}
          defaultValue={text?.keywords}
          maxLength={longest.keywords}
          autoComplete="off"
        />
      )}
      {hasBody && (
        <MarkdownField
          name="body"
          label={say('editing.body')}
          hint={say('editing.body.hint')}
          defaultValue={text?.body}
          words={toolbarWords(say)}
          inserts={files.map((file) => ({ label: file.alt || file.name, text: markdownOf(file) }))}
        />
      )}
      {isTranslation && <Checkbox name="isCurrent" label={say('editing.isCurrent')} hint={say('editing.isCurrent.hint')} isChecked={!stale} />}
      <div className="row">
        <Button name="press" value="save">
          {say('editing.save')}
        </Button>
        <Button variant="second" name="press" value="look">
          {say('editing.saveAndLook')}
        </Button>
      </div>
    </ActionForm>
  )
}

const toolbarWords = (say: Speak) => ({
  toolbar: say('toolbar.label'),
  word: say('toolbar.word'),
  insert: say('toolbar.insert'),
  what: say('toolbar.what'),
  heading: say('toolbar.heading'),
  subheading: say('toolbar.subheading'),
  bold: say('toolbar.bold'),
  italic: say('toolbar.italic'),
  list: say('toolbar.list'),
  numbers: say('toolbar.numbers'),
  link: say('toolbar.link'),
  table: say('toolbar.table'),
  note: say('toolbar.note'),
})

/** What the translation is made from, as it is written. */
function Original({ edited: { visit, item }, source }: { edited: EditedItem; source: Revision }) {
  const { say, paths } = visit
  return (
    <section className="stack tight" lang={source.language}>
      <h3 lang={say.language}>{say('editing.original', { language: say(`settings.language.${source.language as 'sv'}`) })}</h3>
      <p>
        <strong>{source.title}</strong>
      </p>
      {source.summary && <p>{source.summary}</p>}
      <pre className="mono m-0 whitespace-pre-wrap wrap-anywhere text-small">{source.body}</pre>
      <a lang={say.language} href={`${paths.adminHistory(item.id)}?language=${source.language}`}>
        {say('editing.history')}
      </a>
    </section>
  )
}
