import { Button, ButtonLink } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { Notice } from '@/components/notice'
import { SelectField } from '@/components/select-field'
import { Tag } from '@/components/tag'
import { viewRoles } from '@/lib/flows/roles/view-roles'
import { grantableRoles, readPlace } from '@/lib/people/roles/rules'
import { fullName, signInName } from '@/lib/people/rules'
import { requireStaff } from '@/lib/web/staff'
import { timeOf } from '../../say-sign-in'
import { staffTitleOf } from '../../title'
import { StaffPage } from '../staff-page'
import { Requests } from './requests'
import { TakeAway } from './take-away'

export const generateMetadata = () => staffTitleOf('roles.view', 'roles.title')

const done = ['ask', 'approve', 'decline', 'take'] as const
type Wanted = { role?: string; after?: string; did?: string; request?: string; decision?: string; person?: string; take?: string }

/** Who has which role of staff and over whom, what waits for a second administrator, and the way to take one away. */
export default async function RolesPage({ searchParams }: { searchParams: Promise<Wanted> }) {
  const visit = await requireStaff('roles.view')
  const { deps, organisation, say, paths } = visit
  const wanted = await searchParams
  const role = grantableRoles.find((name) => name === wanted.role) ?? null
  const { holders, next, requests, isAlone } = await viewRoles(deps, organisation, { role, place: readPlace(wanted.after) })
  const did = done.find((name) => name === wanted.did)
  const time = timeOf(visit)
  const more = new URLSearchParams({ ...(role ? { role } : {}), after: next ?? '' })
  const rows = holders.map((holder) => ({
    key: `${holder.id} ${holder.role}`,
    cells: {
      name: <a href={paths.adminPerson(holder.id)}>{fullName(holder) || signInName(holder)}</a>,
      role: (
        <>
          {say(`roles.role.${holder.role as (typeof grantableRoles)[number]}`)} {holder.status !== 'active' && <Tag tone="bad">{say('roles.notActive')}</Tag>}
        </>
      ),
      scope: holder.isBounded ? holder.groups.join(' · ') || say('roles.scope.none') : say('roles.scope.whole'),
      since: time.format(holder.grantedAt),
      act: <a href={`${paths.adminRoles}?person=${holder.id}&take=${holder.role}#take`}>{say('roles.take.title')}</a>,
    },
  }))
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <h1>{say('roles.title')}</h1>
        {did && <Notice tone="good">{say(`roles.done.${did}`)}</Notice>}
        {isAlone && <Notice>{say('roles.nobodyElse')}</Notice>}
        <Requests visit={visit} requests={requests} chosen={wanted.request} decision={wanted.decision === 'decline' ? 'decline' : 'approve'} />
        <TakeAway visit={visit} personId={wanted.person} role={grantableRoles.find((name) => name === wanted.take)} />
        <div>
          <ButtonLink href={paths.adminRolesAsk}>{say('roles.ask.title')}</ButtonLink>
        </div>
        <form action={paths.adminRoles} className="row items-end">
          <SelectField
            name="role"
            label={say('roles.column.role')}
            defaultValue={role ?? ''}
            options={[{ value: '', label: say('roles.every') }, ...grantableRoles.map((value) => ({ value, label: say(`roles.role.${value}`) }))]}
          />
          <Button variant="second">{say('roles.show')}</Button>
        </form>
        {rows.length === 0 ? (
          <p className="quiet">{say('roles.none')}</p>
        ) : (
          <DataTable
            caption={say('roles.holders')}
            columns={[
              { key: 'name', label: say('desk.column.name') },
              { key: 'role', label: say('roles.column.role') },
              { key: 'scope', label: say('roles.column.scope') },
              { key: 'since', label: say('roles.column.since'), isNumber: true },
              { key: 'act', label: say('roles.column.act'), isEnd: true },
            ]}
            rows={rows}
          />
        )}
        {next && <a href={`${paths.adminRoles}?${more}`}>{say('roles.more')}</a>}
      </div>
    </StaffPage>
  )
}
