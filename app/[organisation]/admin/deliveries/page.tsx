import { Button, ButtonLink } from '@/components/button'
import { Field } from '@/components/field'
import { Notice } from '@/components/notice'
import { SelectField } from '@/components/select-field'
import { messageStates } from '@/lib/delivery/schema'
import { purposes } from '@/lib/delivery/templates'
import { readDeliveries } from '@/lib/flows/deliveries/read-deliveries'
import { type DeliveriesQuery, deliveriesQuery } from '@/lib/flows/deliveries/schema'
import { may } from '@/lib/permissions/rules'
import type { MemberVisit } from '@/lib/web/session'
import { requireStaff } from '@/lib/web/staff'
import { staffTitleOf } from '../../title'
import { readQuery, type SearchParams, withQuery } from '../read-query'
import { StaffPage } from '../staff-page'
import { Messages } from './messages'
import { Uses } from './uses'

export const generateMetadata = () => staffTitleOf('deliveries.view', 'deliveries.title')

/** Every message with how far it has come, and never with what it says. */
export default async function DeliveriesPage({ searchParams }: { searchParams: SearchParams }) {
  const visit = await requireStaff('deliveries.view')
  const { deps, organisation, client, session, say, paths } = visit
  const query = readQuery(deliveriesQuery, await searchParams)
  const { messages, next, names } = await readDeliveries(deps, organisation, client, session.personId, query)
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <h1>{say('deliveries.title')}</h1>
        <p className="max-w-narrow">{say('deliveries.text')}</p>
        {may(session.grants, 'deliveries.act') && (
          <div className="row">
            <ButtonLink variant="second" href={paths.adminDeliveryTest}>
              {say('deliveries.test.title')}
            </ButtonLink>
            <ButtonLink variant="second" href={paths.adminLetters}>
              {say('deliveries.letters.title')}
            </ButtonLink>
          </div>
        )}
        <Uses visit={visit} />
        <Filters visit={visit} query={query} />
        {messages.length === 0 ? <Notice>{say('deliveries.none')}</Notice> : <Messages visit={visit} messages={messages} names={names} />}
        <div className="row">
          {next && <a href={withQuery(paths.adminDeliveries, { ...query, before: next })}>{say('list.older')}</a>}
          {query.before && <a href={withQuery(paths.adminDeliveries, { ...query, before: '' })}>{say('list.newest')}</a>}
        </div>
      </div>
    </StaffPage>
  )
}

function Filters({ visit, query }: { visit: MemberVisit; query: DeliveriesQuery }) {
  const { say, paths } = visit
  const anything = { value: '', label: say('list.all') }
  const channels = (['sms', 'email', 'letter'] as const).map((value) => ({ value, label: say(`deliveries.channel.${value}`) }))
  const states = messageStates.map((value) => ({ value, label: say(`deliveries.state.${value}`) }))
  const about = purposes
    .map((value) => ({ value, label: say(`deliveries.purpose.${value}`) }))
    .sort((one, other) => one.label.localeCompare(other.label, say.language))
  return (
    <search className="w-full">
      <form action={paths.adminDeliveries} className="stack">
        <div className="filters">
          <SelectField name="channel" label={say('deliveries.channel')} options={[anything, ...channels]} defaultValue={query.channel} />
          <SelectField name="state" label={say('deliveries.state')} options={[anything, ...states]} defaultValue={query.state} />
          <SelectField name="purpose" label={say('deliveries.purpose')} options={[anything, ...about]} defaultValue={query.purpose} />
          <Field name="recipient" label={say('deliveries.recipient')} defaultValue={query.recipient} autoComplete="off" />
          <Field name="from" type="date" label={say('list.from')} defaultValue={query.from} />
          <Field name="until" type="date" label={say('list.until')} defaultValue={query.until} />
        </div>
        <div className="row">
          <Button>{say('list.show')}</Button>
          <a href={paths.adminDeliveries}>{say('list.clear')}</a>
        </div>
      </form>
    </search>
  )
}
