import { Button } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { Facts } from '@/components/facts'
import { Field } from '@/components/field'
import { Notice } from '@/components/notice'
import { countErasures } from '@/lib/cases/erasure-cases'
import { sayPhone } from '@/lib/organisations/say-phone'
import { fullName } from '@/lib/people/rules'
import { searchPeople } from '@/lib/people/search-people'
import { requireStaff, type StaffVisit } from '@/lib/web/staff'
import { staffTitleOf } from '../title'
import { StaffPage } from './staff-page'

export const generateMetadata = () => staffTitleOf('desk.find-person', 'desk.find.title')

/** The desk begins with one box. What is typed stands in the address, so that the back button finds the list again. */
export default async function DeskPage({ searchParams }: { searchParams: Promise<{ q?: string | string[] }> }) {
  const visit = await requireStaff('desk.find-person')
  const { deps, organisation, say, paths, reach } = visit
  const waiting = await countErasures(deps, organisation.id, reach.groupIds)
  const typed = String((await searchParams).q ?? '').slice(0, 200)
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <h1>{say('desk.find.title')}</h1>
        {waiting > 0 && (
          <Notice>
            {say('erasure.waiting', { count: waiting })}. <a href={paths.adminErasures}>{say('erasure.answer')}</a>
          </Notice>
        )}
        <search className="w-full">
          <form action={paths.admin} className="row items-end">
            <div className="grow max-w-measure">
              <Field
                name="q"
                type="search"
                label={say('desk.find.label')}
                hint={say('desk.find.hint')}
                defaultValue={typed}
                autoComplete="off"
                autoFocus={!typed}
              />
            </div>
            <Button>{say('desk.find.submit')}</Button>
          </form>
        </search>
        {typed.trim() && <Found visit={visit} typed={typed} />}
      </div>
    </StaffPage>
  )
}

async function Found({ visit, typed }: { visit: StaffVisit; typed: string }) {
  const { deps, organisation, say, paths, reach } = visit
  const { people, isMore } = await searchPeople(deps, organisation, typed, reach)
  if (people.length === 0) return <Notice>{say('desk.find.none')}</Notice>
  const rows = people.map((person) => ({
    key: person.id,
    cells: {
      name: <a href={paths.adminPerson(person.id)}>{fullName(person) || person.username || person.email || person.memberNumber}</a>,
      number: person.memberNumber ?? person.username,
      contact: <Facts of={[person.email, person.mobile && sayPhone(person.mobile, organisation.settings.country)]} />,
      city: person.city,
    },
  }))
  return (
    <>
      <DataTable
        caption={say('desk.find.count', { count: people.length })}
        columns={[
          { key: 'name', label: say('desk.column.name') },
          { key: 'number', label: say('desk.column.number'), isNumber: true },
          { key: 'contact', label: say('desk.column.contact') },
          { key: 'city', label: say('desk.column.city') },
        ]}
        rows={rows}
      />
      {isMore && <p className="quiet">{say('desk.find.more')}</p>}
    </>
  )
}
