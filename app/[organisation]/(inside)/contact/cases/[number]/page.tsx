import { randomUUID } from 'node:crypto'
import { notFound } from 'next/navigation'
import { ActionForm } from '@/components/action-form'
import { BackLink } from '@/components/back-link'
import { Button } from '@/components/button'
import { Field } from '@/components/field'
import { Notice } from '@/components/notice'
import { findOwnContact, messagesOf } from '@/lib/cases/contact/find-contact'
import { caseNumber } from '@/lib/flows/contact/schema'
import { requireMember } from '@/lib/web/session'
import { AttachField } from '../../../../attach-field'
import { ContactLines } from '../../../../contact-lines'
import { ContactStateTag } from '../../../../contact-state'
import { formWords } from '../../../../form-words'
import { InsidePage } from '../../../../inside-page'
import { insideTitleOf } from '../../../../title'
import { write } from '../actions'

export const generateMetadata = () => insideTitleOf('contact.own.title')

type Props = { params: Promise<{ number: string }>; searchParams: Promise<{ did?: string | string[] }> }

/** One of the person's own cases: what was written and answered. */
export default async function OwnCasePage({ params, searchParams }: Props) {
  const visit = await requireMember()
  const { deps, organisation, session, say, paths } = visit
  const number = caseNumber.safeParse((await params).number).data
  const contact = number === undefined ? null : await findOwnContact(deps, organisation.id, session.personId, number)
  if (!contact) notFound()
  const { did } = await searchParams
  const done = (['sent', 'written'] as const).find((one) => one === did)
  return (
    <InsidePage visit={visit} isNarrow>
      <div className="stack">
        <BackLink href={paths.ownCases}>{say('contact.own.title')}</BackLink>
        {done && <Notice tone="good">{say(`contact.did.${done}`)}</Notice>}
        <div className="stack tight">
          <h1>{say('contact.case', { number: String(contact.number) })}</h1>
          <p className="row">
            {contact.topic} <ContactStateTag visit={visit} state={contact.state} />
          </p>
        </div>
        <ContactLines
          visit={visit}
          messages={await messagesOf(deps, organisation.id, contact)}
          nameOf={({ isFromStaff }) => (isFromStaff ? organisation.settings.name : say('ownLog.you'))}
          fileAt={(id) => paths.ownCaseFile(contact.number, id)}
        />
        <ActionForm id="more" action={write} isKept {...formWords(say)}>
          <input type="hidden" name="once" value={randomUUID()} />
          <input type="hidden" name="number" value={contact.number} />
          <Field name="text" label={say('contact.more')} isLong />
          <AttachField visit={visit} />
          <Button variant="second">{say('contact.submit')}</Button>
        </ActionForm>
      </div>
    </InsidePage>
  )
}
