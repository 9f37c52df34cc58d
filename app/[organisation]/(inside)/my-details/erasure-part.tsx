import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { Part } from '@/components/part'
import { findErasure } from '@/lib/cases/erasure-cases'
import { isFresh } from '@/lib/sessions/rules'
import type { MemberVisit } from '@/lib/web/session'
import { formWords } from '../../form-words'
import { PresentPassword } from '../../present-password'
import { timeOf } from '../../say-sign-in'
import { askErasure } from './erasure-actions'

/** To ask to be erased: a case that the desk decides. The form stays where it was when it has been sent: it is the form that goes on. */
export async function ErasurePart({ visit }: { visit: MemberVisit }) {
  const { deps, organisation, session, say } = visit
  const open = await findErasure(deps, organisation.id, session.personId)
  const isAsked = !open && !isFresh(session.authenticatedAt, organisation.settings.sessions.freshMinutes, deps.now())
  return (
    <Part title={say('erasure.own.title')} text={say('erasure.own.text', { organisation: organisation.settings.name })}>
      <ActionForm id="erasure" action={askErasure} {...formWords(say)}>
        {open && <p role="status">{say('erasure.own.open', { number: String(open.number), at: timeOf(visit).format(open.openedAt) })}</p>}
        {isAsked && <PresentPassword visit={visit} />}
        {!open && <Button variant="second">{say('erasure.own.button')}</Button>}
      </ActionForm>
    </Part>
  )
}
