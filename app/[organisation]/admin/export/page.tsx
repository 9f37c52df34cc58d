import { ActionForm } from '@/components/action-form'
import { BackLink } from '@/components/back-link'
import { Button, ButtonLink } from '@/components/button'
import { Field } from '@/components/field'
import { SelectField } from '@/components/select-field'
import { listGroupNames } from '@/lib/groups/find-group'
import { leaveMinutes, leaveOf } from '@/lib/register-import/exporting/export-people'
import { requireStaff } from '@/lib/web/staff'
import { formWords } from '../../form-words'
import { staffTitleOf } from '../../title'
import { ProveAgain } from '../prove-again'
import { StaffPage } from '../staff-page'
import { askForExport } from './actions'

export const generateMetadata = () => staffTitleOf('people.export', 'exporting.title')

/** A copy of the register for who has a reason. */
export default async function ExportPage({ searchParams }: { searchParams: Promise<{ ready?: string }> }) {
  const visit = await requireStaff('people.export')
  const { deps, organisation, session, say, paths } = visit
  const { ready } = await searchParams
  const leave = /^[0-9a-f-]{36}$/.test(ready ?? '') ? await leaveOf(deps, organisation.id, session.personId, ready ?? '') : null
  const groups = await listGroupNames(deps, organisation.id)
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <BackLink href={paths.adminImport}>{say('importing.title')}</BackLink>
        <h1>{say('exporting.title')}</h1>
        <p className="max-w-measure">{say('exporting.text')}</p>
        {leave && (
          <div className="notice good stack">
            <p>{say('exporting.ready', { minutes: leaveMinutes })}</p>
            <ButtonLink href={paths.adminExportFile(leave.id)}>{say('exporting.download')}</ButtonLink>
          </div>
        )}
        <ActionForm id="export" action={askForExport} {...formWords(say)}>
          <SelectField
            name="group"
            label={say('exporting.who')}
            options={[{ value: '', label: say('exporting.everybody') }, ...groups.map(({ id, name }) => ({ value: id, label: name }))]}
          />
          <Field name="reason" label={say('desk.reason')} autoComplete="off" />
          <ProveAgain visit={visit} />
          <Button>{say('exporting.submit')}</Button>
        </ActionForm>
      </div>
    </StaffPage>
  )
}
