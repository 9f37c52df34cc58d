import { randomUUID } from 'node:crypto'
import { notFound } from 'next/navigation'
import { ActionForm } from '@/components/action-form'
import { BackLink } from '@/components/back-link'
import { Button } from '@/components/button'
import { Field } from '@/components/field'
import { Notice } from '@/components/notice'
import { findContact, messagesOf } from '@/lib/cases/contact/find-contact'
import { caseNumber } from '@/lib/flows/contact/schema'
import { findNames } from '@/lib/people/find-names'
import { may } from '@/lib/permissions/rules'
import { requireStaff } from '@/lib/web/staff'
import { ContactLines } from '../../../contact-lines'
import { ContactStateTag } from '../../../contact-state'
import { formWords } from '../../../form-words'
import { staffTitleOf } from '../../../title'
import { StaffPage } from '../../staff-page'
import { answerCase, moveCase } from '../actions'

export const generateMetadata = () => staffTitleOf('desk.answer-case', 'inbox.title')

type Props = { params: Promise<{ number: string }>; searchParams: Promise<{ did?: string | string[] }> }

/** One case: what was written, an answer that goes by e-mail, and whether it is done. */
export default async function CasePage({ params, searchParams }: Props) {
  const visit = await requireStaff('desk.answer-case')
  const { deps, organisation, session, reach, say, paths } = visit
  const number = caseNumber.safeParse((await params).number).data
  const contact = number === undefined ? null : await findContact(deps, organisation.id, number, reach.groupIds)
  if (!contact) notFound()
  const messages = await messagesOf(deps, organisation.id, contact)
  const authors = messages.flatMap(({ isFromStaff, authorId }) => (isFromStaff && authorId ? [authorId] : []))
  const names = await findNames(deps, organisation.id, authors)
  const { did } = await searchParams
  const done = (['answered', 'moved'] as const).find((one) => one === did)
  const once = () => <input type="hidden" name="once" value={randomUUID()} />
  const from = contact.name || contact.email || say('inbox.stranger')
  return (
    <StaffPage visit={visit}>
      <div className="stack max-w-narrow">
        <BackLink href={paths.adminInbox}>{say('inbox.title')}</BackLink>
        {done && <Notice tone="good">{say(`inbox.did.${done}`)}</Notice>}
        <div className="stack tight">
          <h1>{say('contact.case', { number: String(contact.number) })}</h1>
          <p className="row">
            {contact.topic} <ContactStateTag visit={visit} state={contact.state} />
          </p>
          <p className="wrap-anywhere">
            {contact.personId && may(session.grants, 'desk.view-person') ? <a href={paths.adminPerson(contact.personId)}>{from}</a> : from}
            {contact.email && contact.email !== from && `, ${contact.email}`}
            {!contact.personId && <span className="quiet text-small block">{say('inbox.unproved')}</span>}
          </p>
        </div>
        <ContactLines
          visit={visit}
          messages={messages}
          nameOf={({ isFromStaff, authorId }) => (isFromStaff ? (names.get(authorId ?? '') ?? organisation.settings.name) : from)}
          fileAt={(id) => paths.adminCaseFile(contact.number, id)}
        />
        <ActionForm id="answer" action={answerCase} isKept {...formWords(say)}>
          {once()}
          <input type="hidden" name="number" value={contact.number} />
          <Field name="text" label={say('inbox.answer')} hint={say(contact.email ? 'inbox.answer.hint' : 'inbox.answer.noEmail')} isLong />
          <Button>{say('inbox.answer.submit')}</Button>
        </ActionForm>
        <ActionForm id="state" action={moveCase} {...formWords(say)}>
          {once()}
          <input type="hidden" name="number" value={contact.number} />
          <input type="hidden" name="state" value={contact.state === 'closed' ? 'open' : 'closed'} />
          <Button variant="second">{say(contact.state === 'closed' ? 'inbox.reopen' : 'inbox.close')}</Button>
        </ActionForm>
      </div>
    </StaffPage>
  )
}
