import { z } from 'zod'
import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { findPerson } from '@/lib/people/find-person'
import { type GrantableRole, roleInWords } from '@/lib/people/roles/rules'
import { fullName, signInName } from '@/lib/people/rules'
import type { MemberVisit } from '@/lib/web/session'
import { formWords } from '../../form-words'
import { ActFields } from '../act-fields'
import { takeRoleAway } from './actions'

type Props = { visit: MemberVisit; personId?: string; role?: GrantableRole }

/** The form for the role that was chosen in the table. */
export async function TakeAway({ visit, personId, role }: Props) {
  const { deps, organisation, say, paths } = visit
  const person = role && z.uuid().safeParse(personId).success ? await findPerson(deps, organisation.id, String(personId)) : null
  if (!person || !role) return null
  return (
    <section className="notice" id="take">
      <ActionForm id="take-away" action={takeRoleAway} {...formWords(say)}>
        <h2>{say('roles.take.title')}</h2>
        <p>{say('roles.take.text', { whom: fullName(person) || signInName(person), role: roleInWords(role) })}</p>
        <input type="hidden" name="person" value={person.id} />
        <input type="hidden" name="role" value={role} />
        <ActFields visit={visit} />
        <div className="row">
          <Button>{say('roles.take.title')}</Button>
          <a href={paths.adminRoles}>{say('desk.cancel')}</a>
        </div>
      </ActionForm>
    </section>
  )
}
