import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { Field } from '@/components/field'
import { Part } from '@/components/part'
import { listGroups } from '@/lib/groups/find-group'
import { requireStaff } from '@/lib/web/staff'
import { formWords } from '../../form-words'
import { staffTitleOf } from '../../title'
import { StaffPage } from '../staff-page'
import { make } from './actions'

export const generateMetadata = () => staffTitleOf('people.manage-groups', 'groups.title')

const pageRows = 50

/** All groups by name, with how many people each has. */
export default async function GroupsPage({ searchParams }: { searchParams: Promise<{ after?: string | string[] }> }) {
  const visit = await requireStaff('people.manage-groups')
  const { deps, organisation, say, paths } = visit
  const after = String((await searchParams).after ?? '').slice(0, 200)
  const groups = await listGroups(deps, organisation.id, after, pageRows)
  const number = new Intl.NumberFormat(say.language)
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <h1>{say('groups.title')}</h1>
        <p className="max-w-measure">{say('groups.text')}</p>
        {groups.length === 0 && !after ? (
          <p className="quiet">{say('groups.none')}</p>
        ) : (
          <DataTable
            caption={say('groups.title')}
            isCaptionHidden
            columns={[
              { key: 'name', label: say('groups.column.name') },
              { key: 'people', label: say('groups.column.people'), isNumber: true, isNamed: true },
              { key: 'kind', label: say('groups.column.kind') },
            ]}
            rows={groups.map(({ id, name, people, rule }) => ({
              key: id,
              cells: {
                name: <a href={paths.adminGroup(id)}>{name}</a>,
                people: number.format(people),
                kind: say(rule ? 'groups.byRule' : 'groups.byHand'),
              },
            }))}
          />
        )}
        <p className="row">
          {after && <a href={paths.adminGroups}>{say('importing.first')}</a>}
          {groups.length === pageRows && <a href={`${paths.adminGroups}?after=${encodeURIComponent(groups.at(-1)?.name ?? '')}`}>{say('importing.next')}</a>}
        </p>
        <Part title={say('groups.make')}>
          <ActionForm id="make" action={make} {...formWords(say)}>
            <Field name="name" label={say('groups.name')} autoComplete="off" />
            <Button>{say('groups.make.submit')}</Button>
          </ActionForm>
        </Part>
      </div>
    </StaffPage>
  )
}
