'use client'
import { type ChangeEvent, useEffect, useRef, useState } from 'react'
import { FieldFrame, type FieldWords } from './field-frame'
import { useField } from './form-context'
import { describedBy } from './form-state'

export type FileFieldProps = FieldWords & {
  name: string
  most: { files: number; bytes: number }
  /** what the browser offers to choose; a telephone then sends its own kind of picture as one of these */
  accept: string
  words: { tooMany: string; tooLarge: string }
}

/**
 * Files to send with a form. React empties a form that was answered: what was chosen is put back, so that nobody chooses
 * twice. What could not be sent is told at once and let go. Without JavaScript the browser's own field, and the server tells.
 */
export function FileField({ name, most, accept, words, error: saidError, ...frame }: FileFieldProps) {
  const { id, error: answered } = useField(name, { error: saidError })
  const field = useRef<HTMLInputElement>(null)
  const [refused, setRefused] = useState<string>()
  const error = refused ?? answered
  useEffect(() => {
    const { current } = field
    const putBack = () => {
      const chosen = new DataTransfer() // the field's own list is emptied with it
      for (const file of current?.files ?? []) chosen.items.add(file)
      queueMicrotask(() => {
        if (current && chosen.files.length > 0) current.files = chosen.files
      })
    }
    const form = current?.form
    form?.addEventListener('reset', putBack)
    return () => form?.removeEventListener('reset', putBack)
  }, [])
  const look = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const files = [...(target.files ?? [])]
    const large = files.find(({ size }) => size > most.bytes)
    setRefused(files.length > most.files ? words.tooMany : large && `${large.name}: ${words.tooLarge}`)
    if (large || files.length > most.files) target.value = ''
  }
  return (
    <FieldFrame {...frame} id={id} error={error}>
      <input
        ref={field}
        type="file"
        multiple
        {...{ id, name, accept }}
        className="control"
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, { error, hint: frame.hint })}
        onChange={look}
      />
    </FieldFrame>
  )
}
