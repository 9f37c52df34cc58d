import { notFound } from 'next/navigation'
import { ActionForm } from '@/components/action-form'
import { BackLink } from '@/components/back-link'
import { Button } from '@/components/button'
import { Field } from '@/components/field'
import { RadioChoices } from '@/components/radio-choices'
import { SelectField } from '@/components/select-field'
import { longest, most } from '@/lib/elections/rules'
import { requireStaff } from '@/lib/web/staff'
import { formWords } from '../../../../../form-words'
import { staffTitleOf } from '../../../../../title'
import { wordsOf } from '../../../../../voting/words-of'
import { StaffPage } from '../../../../staff-page'
import { putQuestion } from '../../../actions'
import { inLanguage } from '../../../language-name'
import { readDraft } from '../../../read-vote'

export const generateMetadata = () => staffTitleOf('votes.run', 'votes.title')

const kinds = ['yes-no', 'one', 'several', 'ranked'] as const

/** One question of a draft, or a new one: how it is answered, its words and its options. */
export default async function QuestionPage({ params }: { params: Promise<{ id: string; at: string }> }) {
  const visit = await requireStaff('votes.run')
  const election = await readDraft(visit, params)
  const { say, paths, organisation } = visit
  const at = Number((await params).at)
  if (!Number.isInteger(at) || at < 0 || at > election.questions.length || at >= most.questions) notFound()
  const question = election.questions[at]
  const options = question && question.kind !== 'yes-no' ? question.options : []
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <BackLink href={paths.adminVote(election.id)}>{wordsOf(visit, election.title)}</BackLink>
        <h1>{say('votes.question', { number: at + 1 })}</h1>
        <div className="w-full max-w-narrow">
          <ActionForm id="question" action={putQuestion} isKept {...formWords(say)}>
            <input type="hidden" name="election" value={election.id} />
            <input type="hidden" name="version" value={election.version} />
            <input type="hidden" name="at" value={at} />
            <RadioChoices
              name="kind"
              legend={say('votes.form.kind')}
              options={kinds.map((value) => ({ value, label: say(`votes.kind.${value}`), hint: say(`votes.kind.${value}.hint`) }))}
              defaultValue={question?.kind}
            />
            {organisation.settings.languages.map((language) => (
              <Field
                key={`text-${language}`}
                name={`text-${language}`}
                label={inLanguage(visit, 'votes.form.text', language)}
                defaultValue={question?.text[language]}
                maxLength={longest.question}
                autoComplete="off"
              />
            ))}
            {organisation.settings.languages.map((language) => (
              <Field
                key={`options-${language}`}
                name={`options-${language}`}
                label={inLanguage(visit, 'votes.form.options', language)}
                hint={say('votes.form.options.hint')}
                defaultValue={options.map(({ text }) => text[language] ?? '').join('\n')}
                isLong
              />
            ))}
            <Field
              name="most"
              inputMode="numeric"
              label={say('votes.form.most')}
              hint={say('votes.form.most.hint')}
              defaultValue={String(question?.most ?? 1)}
              className="max-w-[8rem]"
            />
            <Field
              name="seats"
              inputMode="numeric"
              label={say('votes.form.seats')}
              hint={say('votes.form.seats.hint')}
              defaultValue={String(question?.seats ?? 1)}
              className="max-w-[8rem]"
            />
            <SelectField
              name="majority"
              label={say('votes.form.majority')}
              hint={say('votes.form.majority.hint')}
              options={(['most', 'half', 'two-thirds'] as const).map((value) => ({ value, label: say(`votes.majority.${value}`) }))}
              defaultValue={question?.majority ?? 'most'}
            />
            <div className="row">
              <Button>{say('votes.form.save')}</Button>
              <a href={paths.adminVote(election.id)}>{say('desk.cancel')}</a>
            </div>
          </ActionForm>
        </div>
      </div>
    </StaffPage>
  )
}
