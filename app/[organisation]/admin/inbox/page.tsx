import { Button, ButtonLink } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { Notice } from '@/components/notice'
import { SelectField } from '@/components/select-field'
import { listInbox } from '@/lib/cases/contact/find-contact'
import { contactStates } from '@/lib/cases/contact/schema'
import { inboxQuery } from '@/lib/flows/contact/schema'
import { may } from '@/lib/permissions/rules'
import { requireStaff } from '@/lib/web/staff'
import { topicsOf } from '../../(open)/contact/topics'
import { ContactStateTag } from '../../contact-state'
import { timeOf } from '../../say-sign-in'
import { staffTitleOf } from '../../title'
import { readQuery, type SearchParams } from '../read-query'
import { StaffPage } from '../staff-page'

export const generateMetadata = () => staffTitleOf('desk.answer-case', 'inbox.title')

const onePage = 50

/** What people wrote to the organisation, newest first; whose right is bounded to groups sees what these answer. */
export default async function InboxPage({ searchParams }: { searchParams: SearchParams }) {
  const visit = await requireStaff('desk.answer-case')
  const { deps, organisation, session, reach, say, paths } = visit
  const found = await searchParams
  const query = readQuery(inboxQuery, 'state' in found ? found : { ...found, state: 'open' })
  const filter = { ...query, before: query.before === '' ? null : query.before, groupIds: reach.groupIds }
  const { contacts, next } = await listInbox(deps, organisation.id, filter, onePage)
  const time = timeOf(visit)
  // An empty state is said: without it the open ones are meant.
  const at = (before: string) => `${paths.adminInbox}?${new URLSearchParams({ state: query.state, topic: query.topic, before })}`
  const anything = { value: '', label: say('list.all') }
  const topics = (await topicsOf(visit)).map(({ inboxLabel }) => ({ value: inboxLabel, label: inboxLabel }))
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <h1>{say('inbox.title')}</h1>
        <p className="max-w-narrow">{say('inbox.text')}</p>
        {may(session.grants, 'contact.manage-topics') && (
          <ButtonLink variant="second" href={paths.adminTopics}>
            {say('topics.title')}
          </ButtonLink>
        )}
        <search className="w-full">
          <form action={paths.adminInbox} className="stack">
            <div className="filters">
              <SelectField
                name="state"
                label={say('deliveries.state')}
                options={[anything, ...contactStates.map((value) => ({ value, label: say(`contact.state.${value}`) }))]}
                defaultValue={query.state}
              />
              <SelectField name="topic" label={say('contact.topic')} options={[anything, ...topics]} defaultValue={query.topic} />
            </div>
            <div className="row">
              <Button>{say('list.show')}</Button>
              <a href={`${paths.adminInbox}?state=`}>{say('list.clear')}</a>
            </div>
          </form>
        </search>
        {contacts.length === 0 ? (
          <Notice>{say('inbox.none')}</Notice>
        ) : (
          <DataTable
            caption={say('inbox.title')}
            isCaptionHidden
            columns={[
              { key: 'number', label: say('contact.column.case') },
              { key: 'topic', label: say('contact.topic') },
              { key: 'from', label: say('inbox.from') },
              { key: 'changed', label: say('contact.column.changed'), isNumber: true },
              { key: 'state', label: say('deliveries.state') },
            ]}
            rows={contacts.map(({ number, topic, name, email, changedAt, state }) => ({
              key: String(number),
              cells: {
                number: <a href={paths.adminCase(number)}>{say('contact.case', { number: String(number) })}</a>,
                topic,
                from: <span className="wrap-anywhere">{name || email}</span>,
                changed: time.format(changedAt),
                state: <ContactStateTag visit={visit} state={state} />,
              },
            }))}
          />
        )}
        <div className="row">
          {next && <a href={at(String(next))}>{say('list.older')}</a>}
          {query.before !== '' && <a href={at('')}>{say('list.newest')}</a>}
        </div>
      </div>
    </StaffPage>
  )
}
