import { randomUUID } from 'node:crypto'
import type { ReactNode } from 'react'
import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { Field } from '@/components/field'
import type { FormState } from '@/components/form-state'
import type { MemberVisit } from '@/lib/web/session'
import { formWords } from '../form-words'
import { ProveAgain } from './prove-again'

type ActFormProps = {
  visit: MemberVisit
  id: string
  /** the heading, and what the button says */
  title: string
  text: string
  action: (state: FormState, form: FormData) => Promise<FormState>
  /** where it is left without doing anything */
  cancel: string
  children: ReactNode
}

/** An act that a page opens for itself: what it does, what it wants to know, the reason, and the way out. */
export function ActForm({ visit, id, title, text, action, cancel, children }: ActFormProps) {
  const { say } = visit
  return (
    <section className="notice">
      <ActionForm id={id} action={action} {...formWords(say)}>
        <h2>{title}</h2>
        <p>{text}</p>
        {children}
        <input type="hidden" name="once" value={randomUUID()} />
        <Field name="reason" label={say('desk.reason')} autoComplete="off" />
        <ProveAgain visit={visit} />
        <div className="row">
          <Button>{title}</Button>
          <a href={cancel}>{say('desk.cancel')}</a>
        </div>
      </ActionForm>
    </section>
  )
}
