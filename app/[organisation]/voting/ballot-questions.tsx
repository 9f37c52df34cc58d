import type { QuestionInWords } from './questions-in-words'

type Props = {
  questions: readonly QuestionInWords[]
  /** by the question's number: what is wrong with its answer */
  errors?: Readonly<Record<number, string>>
  /**
   * in an ordinary form: what was typed, by the fields' names, and what begins their ids. Each box and list has a name of its own
   * then (`answersIn` reads them), since what was typed comes back by name
   */
  plain?: { id: string; typed: Readonly<Record<string, string>> }
}

/** The questions of a ballot as fields of a form: `q0`, `q1`… and of a ranking `q0-place` once for each option. */
export function BallotQuestions({ questions, errors = {}, plain }: Props) {
  return questions.map((question, at) => {
    const { kind, text, hint, options, blank, place } = question
    const error = errors[at]
    const name = `q${at}`
    const id = plain ? `${plain.id}-${name}` : name
    const described = [error ? `${id}-error` : '', `${id}-hint`].filter(Boolean).join(' ')
    const isSingle = kind !== 'several' && kind !== 'ranked'
    const type = isSingle ? 'radio' : 'checkbox'
    const own = (option: number | 'blank') => (plain && !isSingle ? `${name}-${option}` : name)
    const isChecked = (option: number | 'blank') => plain && plain.typed[own(option)] === String(option)
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: a frozen vote keeps its questions where they are
      <fieldset key={at} id={id} tabIndex={-1} className={error ? 'field wrong gap-3' : 'field gap-3'} aria-describedby={described}>
        <legend className="mb-2">{text}</legend>
        <p className="hint text-hint" id={`${id}-hint`}>
          {hint}
        </p>
        {error && (
          <p className="error" id={`${id}-error`}>
            {error}
          </p>
        )}
        {options.map((option, number) =>
          kind === 'ranked' ? (
            <Place
              key={option}
              id={`${id}-${number}`}
              name={plain ? own(number) : `${name}-place`}
              label={`${option} – ${place}`}
              most={question.most}
              chosen={plain?.typed[own(number)]}
            />
          ) : (
            <Option key={option} id={`${id}-${number}`} name={own(number)} value={String(number)} label={option} isChecked={isChecked(number)} type={type} />
          ),
        )}
        <Option id={`${id}-blank`} name={own('blank')} value="blank" label={blank} isChecked={isChecked('blank')} type={type} />
      </fieldset>
    )
  })
}

type OptionProps = { type: 'radio' | 'checkbox'; id: string; name: string; value: string; label: string; isChecked?: boolean }

function Option({ type, id, name, value, label, isChecked }: OptionProps) {
  return (
    <div className="check choice">
      <input type={type} id={id} name={name} value={value} defaultChecked={isChecked} />
      <span className="frame" aria-hidden="true" />
      <div className="words">
        <label htmlFor={id}>{label}</label>
      </div>
    </div>
  )
}

function Place({ id, name, label, most, chosen }: { id: string; name: string; label: string; most: number; chosen?: string }) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {/* React forgets a select's new default when it resets the form; a new key makes it a new list. */}
      <select key={chosen} id={id} name={name} className="control max-w-[8rem]" defaultValue={chosen}>
        <option value="">–</option>
        {Array.from({ length: most }, (_, at) => String(at + 1)).map((place) => (
          <option key={place} value={place}>
            {place}
          </option>
        ))}
      </select>
    </div>
  )
}
