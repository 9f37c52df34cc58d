'use client'
import { useField } from './form-context'
import { describedBy } from './form-state'

export type RadioChoicesProps = {
  legend: string
  /** when the page's heading asks already */
  isLegendHidden?: boolean
  name: string
  options: readonly { value: string; label: string; labelLang?: string; hint?: string }[]
  hint?: string
  error?: string
  defaultValue?: string
}

/** One of a few, each in a frame of its own. The first has the field's id, so that the summary leads there. */
export function RadioChoices({ legend, isLegendHidden, name, options, hint, error: saidError, defaultValue: saidValue }: RadioChoicesProps) {
  const { id, error, defaultValue } = useField(name, { error: saidError, defaultValue: saidValue })
  return (
    <fieldset className={error ? 'field wrong gap-3' : 'field gap-3'} aria-describedby={describedBy(id, { error, hint })}>
      <legend className={isLegendHidden ? 'sr-only' : 'mb-2'}>{legend}</legend>
      {hint && (
        <p className="hint text-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {options.map((option, at) => {
        const optionId = at === 0 ? id : `${id}-${option.value}`
        return (
          <div className="check choice" key={option.value}>
            <input
              type="radio"
              id={optionId}
              name={name}
              value={option.value}
              defaultChecked={defaultValue === option.value}
              aria-describedby={option.hint && `${id}-${option.value}-hint`}
            />
            <span className="frame" aria-hidden="true" />
            <div className="words">
              <label htmlFor={optionId} lang={option.labelLang}>
                {option.label}
              </label>
              {option.hint && (
                <p className="hint text-hint" id={`${id}-${option.value}-hint`}>
                  {option.hint}
                </p>
              )}
            </div>
          </div>
        )
      })}
    </fieldset>
  )
}
