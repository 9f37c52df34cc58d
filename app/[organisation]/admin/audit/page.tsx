import { Button, ButtonLink } from '@/components/button'
import { Field } from '@/components/field'
import { Notice } from '@/components/notice'
import { SelectField } from '@/components/select-field'
import { readAudit } from '@/lib/flows/audit/read-audit'
import { type AuditQuery, auditQuery } from '@/lib/flows/audit/schema'
import type { MemberVisit } from '@/lib/web/session'
import { requireStaff } from '@/lib/web/staff'
import { acts } from '../../say-act'
import { staffTitleOf } from '../../title'
import { readQuery, type SearchParams, withQuery } from '../read-query'
import { StaffPage } from '../staff-page'
import { Events } from './events'

export const generateMetadata = () => staffTitleOf('audit.view', 'audit.title')

/** Who did what, to whom, when and from where, with what the filter in the address lets through. */
export default async function AuditPage({ searchParams }: { searchParams: SearchParams }) {
  const visit = await requireStaff('audit.view')
  const { deps, organisation, client, session, say, paths } = visit
  const query = readQuery(auditQuery, await searchParams)
  const { events, next, names } = await readAudit(deps, organisation, client, session.personId, query)
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <h1>{say('audit.title')}</h1>
        <p className="max-w-narrow">{say('audit.text')}</p>
        <div>
          <ButtonLink variant="second" href={paths.adminAuditChain}>
            {say('audit.chain.title')}
          </ButtonLink>
        </div>
        <Filters visit={visit} query={query} names={names} />
        {events === null ? (
          <Notice>{say('audit.nobody')}</Notice>
        ) : events.length === 0 ? (
          <Notice>{say('audit.none')}</Notice>
        ) : (
          <Events visit={visit} events={events} names={names} query={query} />
        )}
        <div className="row">
          {next && <a href={withQuery(paths.adminAudit, { ...query, before: next })}>{say('list.older')}</a>}
          {query.before && <a href={withQuery(paths.adminAudit, { ...query, before: '' })}>{say('list.newest')}</a>}
        </div>
        {events && events.length > 0 && (
          <p className="row">
            {(['csv', 'jsonl'] as const).map((format) => (
              <a key={format} href={withQuery(paths.adminAuditExport, { ...query, before: '', format })} download>
                {say(`audit.export.${format}`)}
              </a>
            ))}
          </p>
        )}
      </div>
    </StaffPage>
  )
}

function Filters({ visit: { say, paths }, query, names }: { visit: MemberVisit; query: AuditQuery; names: Map<string, string> }) {
  const anything = { value: '', label: say('list.all') }
  const actOptions = acts.map((act) => ({ value: act, label: say(`desk.act.${act}`) })).sort((one, other) => one.label.localeCompare(other.label, say.language))
  return (
    <search className="w-full">
      <form action={paths.adminAudit} className="stack">
        <div className="filters">
          <Field name="who" label={say('audit.who')} hint={names.get(query.who) ?? say('audit.who.hint')} defaultValue={query.who} autoComplete="off" />
          <Field name="whom" label={say('audit.whom')} hint={names.get(query.whom) ?? say('audit.who.hint')} defaultValue={query.whom} autoComplete="off" />
          <Field name="from" type="date" label={say('list.from')} defaultValue={query.from} />
          <Field name="until" type="date" label={say('list.until')} defaultValue={query.until} />
          <SelectField name="act" label={say('audit.act')} options={[anything, ...actOptions]} defaultValue={query.act} />
          <SelectField
            name="outcome"
            label={say('audit.outcome')}
            options={[anything, ...(['success', 'failure'] as const).map((value) => ({ value, label: say(`audit.outcome.${value}`) }))]}
            defaultValue={query.outcome}
          />
          <Field name="address" label={say('audit.address')} defaultValue={query.address} autoComplete="off" />
        </div>
        <div className="row">
          <Button>{say('list.show')}</Button>
          <a href={paths.adminAudit}>{say('list.clear')}</a>
        </div>
      </form>
    </search>
  )
}
