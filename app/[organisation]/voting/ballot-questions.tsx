import type { QuestionInWords } from './questions-in-words'

type Props = {
  questions: readonly QuestionInWords[]
  /** by the question's number: what is wrong with its answer */
  errors?: Readonly<Record<number, string>>
}

/** The questions of a ballot as fields of a form: `q0`, `q1`… and of a ranking `q0-place` once for each option. */
export function BallotQuestions({ questions, errors = {} }: Props) {
  return questions.map((question, at) => {
    const { kind, text, hint, options, blank, place } = question
    const error = errors[at]
    const name = `q${at}`
    const described = [error ? `${name}-error` : '', `${name}-hint`].filter(Boolean).join(' ')
    const type = kind === 'several' ? 'checkbox' : 'radio'
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: a frozen vote keeps its questions where they are
      <fieldset key={at} id={name} tabIndex={-1} className={error ? 'field wrong gap-3' : 'field gap-3'} aria-describedby={described}>
        <legend className="mb-2">{text}</legend>
        <p className="hint text-hint" id={`${name}-hint`}>
          {hint}
        </p>
        {error && (
          <p className="error" id={`${name}-error`}>
            {error}
          </p>
        )}
        {kind === 'ranked'
          ? options.map((option, number) => (
              <Place key={option} id={`${name}-${number}`} name={`${name}-place`} label={`${option} – ${place}`} most={question.most} />
            ))
          : options.map((option, number) => <Option key={option} type={type} id={`${name}-${number}`} name={name} value={String(number)} label={option} />)}
        <Option type={kind === 'ranked' ? 'checkbox' : type} id={`${name}-blank`} name={name} value="blank" label={blank} />
      </fieldset>
    )
  })
}

function Option({ type, id, name, value, label }: { type: 'radio' | 'checkbox'; id: string; name: string; value: string; label: string }) {
  return (
    <div className="check choice">
      <input type={type} id={id} name={name} value={value} />
      <span className="frame" aria-hidden="true" />
      <div className="words">
        <label htmlFor={id}>{label}</label>
      </div>
    </div>
  )
}

function Place({ id, name, label, most }: { id: string; name: string; label: string; most: number }) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} name={name} className="control max-w-[8rem]">
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
