import { ButtonLink } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { Notice } from '@/components/notice'
import { listOwnContacts } from '@/lib/cases/contact/find-contact'
import { requireMember } from '@/lib/web/session'
import { ContactStateTag } from '../../../contact-state'
import { InsidePage } from '../../../inside-page'
import { timeOf } from '../../../say-sign-in'
import { insideTitleOf } from '../../../title'

export const generateMetadata = () => insideTitleOf('contact.own.title')

/** What the person has written to the organisation, and how far each case has come. */
export default async function OwnCasesPage() {
  const visit = await requireMember()
  const { deps, organisation, session, say, paths } = visit
  const contacts = await listOwnContacts(deps, organisation.id, session.personId)
  const time = timeOf(visit)
  return (
    <InsidePage visit={visit}>
      <div className="stack">
        <h1>{say('contact.own.title')}</h1>
        {contacts.length === 0 ? (
          <Notice>{say('contact.own.none')}</Notice>
        ) : (
          <DataTable
            caption={say('contact.own.title')}
            isCaptionHidden
            columns={[
              { key: 'number', label: say('contact.column.case') },
              { key: 'topic', label: say('contact.topic') },
              { key: 'changed', label: say('contact.column.changed'), isNumber: true },
              { key: 'state', label: say('deliveries.state') },
            ]}
            rows={contacts.map(({ number, topic, changedAt, state }) => ({
              key: String(number),
              cells: {
                number: <a href={paths.ownCase(number)}>{say('contact.case', { number: String(number) })}</a>,
                topic,
                changed: time.format(changedAt),
                state: <ContactStateTag visit={visit} state={state} />,
              },
            }))}
          />
        )}
        <ButtonLink href={paths.contact} variant="second">
          {say('contact.title')}
        </ButtonLink>
      </div>
    </InsidePage>
  )
}
