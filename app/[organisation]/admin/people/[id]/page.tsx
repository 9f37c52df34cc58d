import { notFound } from 'next/navigation'
import { z } from 'zod'
import { BackLink } from '@/components/back-link'
import { Facts } from '@/components/facts'
import { Notice } from '@/components/notice'
import { readCursor } from '@/lib/flows/desk/rules'
import { viewPerson } from '@/lib/flows/desk/view-person'
import { sayPhone } from '@/lib/organisations/say-phone'
import { grantableRoles } from '@/lib/people/roles/rules'
import { fullName, signInName } from '@/lib/people/rules'
import { requireStaff } from '@/lib/web/staff'
import { staffTitleOf } from '../../../title'
import { StaffPage } from '../../staff-page'
import { Acts, actsDone } from './acts'
import { CallerCheckPart } from './caller-check-part'
import { History } from './history'
import { States } from './states'

export const generateMetadata = () => staffTitleOf('desk.view-person', 'desk.find.title')

type Wanted = { act?: string; did?: string; before?: string }

/** One person on the telephone: how the account stands in plain words, what can be done, and what has happened. */
export default async function PersonPage({ params, searchParams }: { params: Promise<{ id: string }>; searchParams: Promise<Wanted> }) {
  const visit = await requireStaff('desk.view-person')
  const { deps, organisation, client, session, say, paths, reach } = visit
  const { id } = await params
  const { act, did, before } = await searchParams
  const looking = { staffId: session.personId, reach, before: readCursor(before) }
  const seen = z.uuid().safeParse(id).success ? await viewPerson(deps, organisation, client, looking, id) : null
  if (!seen) notFound()
  const { details, groups } = seen
  const done = actsDone.find((name) => name === did)
  const list = new Intl.ListFormat(say.language)
  const roles = grantableRoles.filter((role) => details.roles.includes(role))
  const contacts = [
    details.memberNumber ?? details.username,
    details.email ?? say('desk.person.noEmail'),
    details.mobile ? sayPhone(details.mobile, organisation.settings.country) : say('desk.person.noMobile'),
  ]
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <BackLink href={paths.admin}>{say('desk.find.title')}</BackLink>
        {done && <Notice tone="good">{say(`desk.done.${done}`)}</Notice>}
        <div className="stack tight">
          <h1>{fullName(details) || signInName(details)}</h1>
          <p className="quiet">
            <Facts of={contacts} />
          </p>
          {roles.length > 0 && (
            <p className="quiet text-small">{say('roles.person', { roles: list.format(roles.map((role) => say(`roles.role.${role}`))) })}</p>
          )}
          {groups.length > 0 && <p className="quiet text-small">{say('desk.person.groups', { groups: list.format(groups) })}</p>}
        </div>
        <States visit={visit} seen={seen} />
        <CallerCheckPart visit={visit} seen={seen} />
        <Acts visit={visit} seen={seen} chosen={act} />
        <History visit={visit} seen={seen} />
      </div>
    </StaffPage>
  )
}
