import { z } from 'zod'
import { ActionForm } from '@/components/action-form'
import { BackLink } from '@/components/back-link'
import { Button } from '@/components/button'
import { Field } from '@/components/field'
import { RadioChoices } from '@/components/radio-choices'
import { findPerson } from '@/lib/people/find-person'
import { grantableRoles } from '@/lib/people/roles/rules'
import { requireStaff } from '@/lib/web/staff'
import { formWords } from '../../../form-words'
import { staffTitleOf } from '../../../title'
import { ActFields } from '../../act-fields'
import { StaffPage } from '../../staff-page'
import { askForRole } from '../actions'

export const generateMetadata = () => staffTitleOf('roles.ask', 'roles.ask.title')

/** One administrator asks for a role for somebody; another decides. */
export default async function AskPage({ searchParams }: { searchParams: Promise<{ person?: string }> }) {
  const visit = await requireStaff('roles.ask')
  const { deps, organisation, say, paths } = visit
  const { person: wanted } = await searchParams
  const person = z.uuid().safeParse(wanted).success ? await findPerson(deps, organisation.id, String(wanted)) : null
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <BackLink href={paths.adminRoles}>{say('roles.title')}</BackLink>
        <h1>{say('roles.ask.title')}</h1>
        <p className="max-w-measure">{say('roles.ask.text')}</p>
        <div className="max-w-measure w-full">
          <ActionForm id="ask" action={askForRole} {...formWords(say)}>
            <Field
              name="who"
              label={say('roles.ask.who')}
              hint={say('roles.ask.who.hint')}
              defaultValue={person?.memberNumber ?? person?.username ?? person?.email ?? undefined}
              autoComplete="off"
            />
            <RadioChoices
              legend={say('roles.column.role')}
              name="role"
              options={grantableRoles.map((value) => ({ value, label: say(`roles.role.${value}`), hint: say(`roles.may.${value}`) }))}
            />
            <Field name="groups" label={say('roles.ask.groups')} hint={say('roles.ask.groups.hint')} autoComplete="off" />
            <ActFields visit={visit} />
            <div className="row">
              <Button>{say('roles.ask.submit')}</Button>
              <a href={paths.adminRoles}>{say('desk.cancel')}</a>
            </div>
          </ActionForm>
        </div>
      </div>
    </StaffPage>
  )
}
