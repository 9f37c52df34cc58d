import { Checkbox } from '@/components/checkbox'
import { RadioChoices } from '@/components/radio-choices'
import { SelectField } from '@/components/select-field'
import { blank } from '@/lib/elections/rules'
import type { QuestionInWords } from '../../../../voting/questions-in-words'

/** The questions as an officer enters what stands on a sheet; `answersIn` reads the same names. */
export function PaperAnswers({ questions }: { questions: readonly QuestionInWords[] }) {
  return questions.map((question, at) => {
    const name = `q${at}`
    const options = question.options.map((label, number) => ({ value: String(number), label }))
    if (question.kind === 'one' || question.kind === 'yes-no')
      // biome-ignore lint/suspicious/noArrayIndexKey: a frozen vote keeps its questions where they are
      return <RadioChoices key={at} name={name} legend={question.text} options={[...options, { value: blank, label: question.blank }]} />
    const places = [{ value: '', label: '–' }, ...Array.from({ length: question.most }, (_, place) => ({ value: String(place + 1), label: String(place + 1) }))]
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: the same
      <fieldset key={at} className="field gap-3">
        <legend className="mb-2">{question.text}</legend>
        {options.map(({ value, label }) =>
          question.kind === 'ranked' ? (
            <SelectField key={value} name={`${name}-${value}`} label={`${label} – ${question.place}`} options={places} />
          ) : (
            <Checkbox key={value} name={`${name}-${value}`} label={label} />
          ),
        )}
        <Checkbox name={`${name}-${blank}`} label={question.blank} />
      </fieldset>
    )
  })
}
