import { randomUUID } from 'node:crypto'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { ActionForm } from '@/components/action-form'
import { BackLink } from '@/components/back-link'
import { Button } from '@/components/button'
import { Field } from '@/components/field'
import { findErasure } from '@/lib/cases/erasure-cases'
import { findPerson, isWithinReach } from '@/lib/people/find-person'
import { fullName, signInName } from '@/lib/people/rules'
import { isFresh } from '@/lib/sessions/rules'
import { requireStaff } from '@/lib/web/staff'
import { isAnswerToForm } from '@/lib/web/visit'
import { formWords } from '../../../form-words'
import { PresentPassword } from '../../../present-password'
import { timeOf } from '../../../say-sign-in'
import { staffTitleOf } from '../../../title'
import { StaffPage } from '../../staff-page'
import { decideErasure } from '../actions'

export const generateMetadata = () => staffTitleOf('desk.decide-erasure', 'erasure.title')

/** One request to be erased: what would go, what stays, and the two answers. */
export default async function ErasurePage({ params }: { params: Promise<{ id: string }> }) {
  const visit = await requireStaff('desk.decide-erasure')
  const { deps, organisation, say, paths, session, reach } = visit
  const id = z.uuid().safeParse((await params).id)
  const isReached = id.success && (await isWithinReach(deps, organisation.id, id.data, reach))
  const person = isReached ? await findPerson(deps, organisation.id, id.data) : null
  const open = person && (await findErasure(deps, organisation.id, person.id))
  // What was just decided is gone, but its form stays in its place: it is the form that goes on.
  if (!open && !(await isAnswerToForm())) notFound()
  const isAsked = !isFresh(session.authenticatedAt, organisation.settings.sessions.freshMinutes, deps.now())
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <BackLink href={paths.adminErasures}>{say('erasure.title')}</BackLink>
        <div className="stack tight">
          <h1>{person ? fullName(person) || signInName(person) : say('erasure.title')}</h1>
          {open && <p className="quiet">{say('erasure.asked', { number: String(open.number), at: timeOf(visit).format(open.openedAt) })}</p>}
        </div>
        {(['approve', 'decline'] as const).map((decision) => (
          <section className="notice" key={decision}>
            <ActionForm id={decision} action={decideErasure} {...formWords(say)}>
              <h2>{say(`erasure.${decision}.title`)}</h2>
              <p>{say(`erasure.${decision}.text`)}</p>
              <input type="hidden" name="person" value={id.data ?? ''} />
              <input type="hidden" name="decision" value={decision} />
              <input type="hidden" name="once" value={randomUUID()} />
              <Field name="reason" label={say('desk.reason')} hint={say(`erasure.${decision}.reason`)} autoComplete="off" />
              {decision === 'approve' && isAsked && <PresentPassword visit={visit} />}
              <Button variant={decision === 'approve' ? 'primary' : 'second'}>{say(`erasure.${decision}.title`)}</Button>
            </ActionForm>
          </section>
        ))}
      </div>
    </StaffPage>
  )
}
