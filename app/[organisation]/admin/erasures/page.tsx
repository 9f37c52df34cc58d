import { DataTable } from '@/components/data-table'
import { Notice } from '@/components/notice'
import { openErasures } from '@/lib/cases/erasure-cases'
import { findPerson, isWithinReach } from '@/lib/people/find-person'
import { fullName, signInName } from '@/lib/people/rules'
import { requireStaff } from '@/lib/web/staff'
import { timeOf } from '../../say-sign-in'
import { staffTitleOf } from '../../title'
import { StaffPage } from '../staff-page'

export const generateMetadata = () => staffTitleOf('desk.decide-erasure', 'erasure.title')

/** Who has asked to be erased, longest ago first. */
export default async function ErasuresPage({ searchParams }: { searchParams: Promise<{ did?: string }> }) {
  const visit = await requireStaff('desk.decide-erasure')
  const { deps, organisation, say, paths, reach } = visit
  const time = timeOf(visit)
  const rows = []
  for (const { personId, number, openedAt } of await openErasures(deps, organisation.id)) {
    const person = (await isWithinReach(deps, organisation.id, personId, reach)) ? await findPerson(deps, organisation.id, personId) : null
    if (!person) continue
    const name = <a href={paths.adminErasure(personId)}>{fullName(person) || signInName(person)}</a>
    rows.push({ key: personId, cells: { name, asked: time.format(openedAt), number: say('erasure.case', { number: String(number) }) } })
  }
  const { did: done } = await searchParams
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        {(done === 'approve' || done === 'decline') && <Notice tone="good">{say(`erasure.did.${done}`)}</Notice>}
        <h1>{say('erasure.title')}</h1>
        {rows.length === 0 ? (
          <p className="quiet">{say('erasure.none')}</p>
        ) : (
          <DataTable
            caption={say('erasure.title')}
            isCaptionHidden
            columns={[
              { key: 'name', label: say('desk.column.name') },
              { key: 'asked', label: say('desk.column.when') },
              { key: 'number', label: say('erasure.column.case') },
            ]}
            rows={rows}
          />
        )}
      </div>
    </StaffPage>
  )
}
