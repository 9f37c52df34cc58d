'use client'
import { type ReactNode, useActionState, useEffect, useMemo, useRef, useState } from 'react'
import { useFormStatus } from 'react-dom'
import { ErrorSummary } from './error-summary'
import { FormContext } from './form-context'
import { type FormState, fieldId, typedValues, untouched } from './form-state'

export type ActionFormProps = {
  action: (state: FormState, data: FormData) => Promise<FormState>
  /** names the fields' ids apart where a page has several forms */
  id?: string
  initialState?: FormState
  /** above the list of what went wrong */
  summaryTitle: string
  /** read out while a slow answer is waited for */
  pendingLabel?: string
  /** when no answer came at all: the network or the server is away; what was typed stays */
  failureText: string
  /** for a form that is answered before Next.js: once its script runs, it is sent there, and `action` is asked only where that leaves it to the page */
  isAtDesk?: boolean
  /** for a form inside: what was typed is kept when the session has ended meanwhile (WCAG 2.2.1) */
  isKept?: boolean
  children: ReactNode
}

/**
 * A form that a server action answers; its children may be server components. Without JavaScript the page itself is
 * sent again with the same state. A second press while the first is on its way is dropped.
 */
export function ActionForm({
  action,
  id = 'form',
  initialState = untouched,
  summaryTitle,
  pendingLabel,
  failureText,
  isAtDesk,
  isKept,
  children,
}: ActionFormProps) {
  const [isAwake, setAwake] = useState(false)
  useEffect(() => setAwake(true), [])
  // The bare action until the script runs: only that is a form that works without one.
  const [state, send] = useActionState(isAwake ? orFailure(isAtDesk ? askDesk(action) : action, failureText) : action, initialState)
  const isOnItsWay = useRef(false)
  const context = useMemo(() => ({ id, state }), [id, state])
  const errors = useMemo(() => state.errors.map(({ field, text }) => ({ text, href: field ? `#${fieldId(id, field)}` : undefined })), [id, state])
  useEffect(() => {
    if (state.redirectTo) window.location.assign(state.redirectTo)
  }, [state])
  useEffect(() => {
    // A page that comes back from the browser's memory may be sent again.
    const comeBack = () => {
      isOnItsWay.current = false
    }
    window.addEventListener('pageshow', comeBack)
    return () => window.removeEventListener('pageshow', comeBack)
  }, [])
  return (
    <form
      id={id}
      action={send}
      noValidate
      className="w-full"
      onSubmit={(event) => {
        if (isOnItsWay.current) event.preventDefault()
        isOnItsWay.current = true
      }}
    >
      {state.redirectTo && (
        <noscript>
          <meta httpEquiv="refresh" content={`0;url=${state.redirectTo}`} />
        </noscript>
      )}
      <Body
        label={pendingLabel}
        onSettled={() => {
          isOnItsWay.current = state.redirectTo !== undefined // still on its way while the next page loads
        }}
      >
        {errors.length > 0 && <ErrorSummary title={summaryTitle} errors={errors} />}
        <div role="status" className="status">
          {state.message && <p className="tag good">{state.message}</p>}
          {state.secret && <p className="notice good mono break-all select-all">{state.secret}</p>}
          {state.note && <p className="notice text-small">{state.note}</p>}
        </div>
        {isKept && <input type="hidden" name="$form" value={id} />}
        <FormContext value={context}>{children}</FormContext>
      </Body>
    </form>
  )
}

/** Sends the fields to the page's own address, where the desk answers with the next state. */
function askDesk(action: ActionFormProps['action']): ActionFormProps['action'] {
  return async (state, data) => {
    const answer = await fetch('', { method: 'POST', body: data, headers: { accept: 'application/json' } })
    if (answer.status === 204) return action(state, data)
    if (answer.status !== 200) throw new Error(`${answer.status}`)
    return answer.json()
  }
}

/** No answer, or none that a server of ours gave: said above the form, with what was typed still in it. */
function orFailure(action: ActionFormProps['action'], text: string): ActionFormProps['action'] {
  return async (state, data) => {
    try {
      return await action(state, data)
    } catch (error) {
      if (String((error as { digest?: unknown }).digest ?? '').startsWith('NEXT_')) throw error
      return { values: typedValues(data), errors: [{ field: null, text }] }
    }
  }
}

function Body({ label, onSettled, children }: { label?: string; onSettled: () => void; children: ReactNode }) {
  const { pending } = useFormStatus()
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the end of a sending counts
  useEffect(() => {
    if (!pending) onSettled()
  }, [pending])
  return (
    <div className="stack" data-pending={pending || undefined}>
      {children}
      {label && (
        <span className="sr-only" role="status">
          {pending ? label : ''}
        </span>
      )}
    </div>
  )
}
