'use client'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { FieldFrame, type FieldWords } from './field-frame'
import { useField } from './form-context'
import { describedBy } from './form-state'
import { type Edit, editMarkdown, insertBlock, type MarkdownAct, markdownActs } from './markdown-edit'
import { TextArea } from './text-area'

export type MarkdownFieldProps = FieldWords & {
  name: string
  defaultValue?: string
  words: Record<MarkdownAct, string> & { toolbar: string; word: string; insert: string; what: string }
  /** what may be put into the text as it is: pictures and files */
  inserts: readonly { label: string; text: string }[]
}

/** A long text in Markdown: a plain field, and over it, where there is a script, a toolbar that writes the marks. */
export function MarkdownField({ name, defaultValue: saidValue, words, inserts, ...frame }: MarkdownFieldProps) {
  const { id, error, defaultValue } = useField(name, { defaultValue: saidValue })
  const field = useRef<HTMLTextAreaElement>(null)
  const [isAwake, setAwake] = useState(false)
  useEffect(() => setAwake(true), [])
  const change = (edit: (at: { text: string; from: number; to: number }) => Edit) => {
    const area = field.current
    if (area) put(area, edit({ text: area.value, from: area.selectionStart, to: area.selectionEnd }))
  }
  const act = (which: MarkdownAct) => change((at) => editMarkdown(which, at, words.word))
  const byKey = (event: KeyboardEvent) => {
    const which = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey ? keys[event.key] : undefined
    if (!which) return
    event.preventDefault()
    act(which)
  }
  return (
    <div className="stack tight w-full max-w-narrow">
      {isAwake && <Toolbar words={words} controls={id} act={act} />}
      {isAwake && inserts.length > 0 && <Inserts words={words} inserts={inserts} put={(text) => change((at) => insertBlock(at, text))} />}
      <div className="w-full [&>.field]:max-w-none">
        <FieldFrame {...frame} id={id} error={error}>
          <TextArea
            ref={field}
            id={id}
            name={name}
            text={defaultValue}
            rows={18}
            className="control"
            autoComplete="off"
            aria-invalid={error ? true : undefined}
            aria-describedby={describedBy(id, { error, hint: frame.hint })}
            onKeyDown={byKey}
          />
        </FieldFrame>
      </div>
    </div>
  )
}

const keys: Record<string, MarkdownAct | undefined> = { b: 'bold', i: 'italic', k: 'link' }

/** As if it were typed, so that the browser's own undo takes it back. */
function put(area: HTMLTextAreaElement, { from, to, insert, selectFrom, selectTo }: Edit) {
  area.focus()
  area.setSelectionRange(from, to)
  if (!document.execCommand('insertText', false, insert)) area.setRangeText(insert, from, to)
  area.setSelectionRange(selectFrom, selectTo)
}

type Words = MarkdownFieldProps['words']

/** One stop for the keyboard; its arrows go from button to button (ARIA's pattern of a toolbar). */
function Toolbar({ words, controls, act }: { words: Words; controls: string; act: (which: MarkdownAct) => void }) {
  const bar = useRef<HTMLDivElement>(null)
  const [stop, setStop] = useState(0)
  const move = (event: KeyboardEvent) => {
    const last = markdownActs.length - 1
    const next = { ArrowRight: stop === last ? 0 : stop + 1, ArrowLeft: stop === 0 ? last : stop - 1, Home: 0, End: last }[event.key]
    if (next === undefined) return
    event.preventDefault()
    setStop(next)
    bar.current?.querySelectorAll('button')[next]?.focus()
  }
  return (
    <div ref={bar} role="toolbar" aria-label={words.toolbar} aria-controls={controls} className="row gap-1" onKeyDown={move}>
      {markdownActs.map((which, at) => (
        <button key={which} type="button" className="button plain" tabIndex={at === stop ? 0 : -1} onFocus={() => setStop(at)} onClick={() => act(which)}>
          {words[which]}
        </button>
      ))}
    </div>
  )
}

function Inserts({ words, inserts, put }: { words: Words; inserts: MarkdownFieldProps['inserts']; put: (text: string) => void }) {
  const id = useId()
  const [chosen, choose] = useState(0)
  return (
    <div className="row w-full items-end">
      <div className="field grow">
        <label htmlFor={id}>{words.what}</label>
        <select id={id} className="control" value={chosen} onChange={(event) => choose(Number(event.target.value))}>
          {inserts.map(({ label, text }, at) => (
            <option key={text} value={at}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <button type="button" className="button second" onClick={() => put(inserts[chosen]?.text ?? '')}>
        {words.insert}
      </button>
    </div>
  )
}
