import { notFound } from 'next/navigation'
import { z } from 'zod'
import { ActionForm } from '@/components/action-form'
import { BackLink } from '@/components/back-link'
import { Button } from '@/components/button'
import { Field } from '@/components/field'
import { Notice } from '@/components/notice'
import { Part } from '@/components/part'
import { countGrants, findGroup, listGroupNames } from '@/lib/groups/find-group'
import type { Group } from '@/lib/groups/schema'
import type { MemberVisit } from '@/lib/web/session'
import { requireStaff } from '@/lib/web/staff'
import { formWords } from '../../../form-words'
import { staffTitleOf } from '../../../title'
import { KeepFresh } from '../../keep-fresh'
import { StaffPage } from '../../staff-page'
import { remove, rename } from '../actions'
import { Members } from './members'
import { RulePart } from './rule-part'

export const generateMetadata = () => staffTitleOf('people.manage-groups', 'groups.title')

type Query = { q?: string; after?: string; person?: string }

/** One group: who is in it, by hand or by a rule, its name, and its end. */
export default async function GroupPage({ params, searchParams }: { params: Promise<{ group: string }>; searchParams: Promise<Query> }) {
  const visit = await requireStaff('people.manage-groups')
  const { deps, organisation, say, paths } = visit
  const { group: id } = await params
  const group = z.uuid().safeParse(id).success ? await findGroup(deps, organisation.id, id) : null
  if (!group) notFound()
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <BackLink href={paths.adminGroups}>{say('groups.title')}</BackLink>
        <div className="stack tight">
          <h1 className="break-words">{group.name}</h1>
          <p className="quiet">
            {say('groups.count', { count: group.people })} · {say(group.rule ? 'groups.byRule' : 'groups.byHand')}
          </p>
        </div>
        {group.rule && !group.countedAt && (
          <Notice>
            <KeepFresh />
            {say('groups.counting')}
          </Notice>
        )}
        <Members visit={visit} group={group} query={await searchParams} />
        <RulePart visit={visit} group={group} names={await listGroupNames(deps, organisation.id)} />
        <Part title={say('groups.rename')}>
          <ActionForm id="rename" action={rename} {...formWords(say)}>
            <input type="hidden" name="group" value={group.id} />
            <Field name="name" label={say('groups.name')} defaultValue={group.name} autoComplete="off" />
            <Button variant="second">{say('groups.rename')}</Button>
          </ActionForm>
        </Part>
        <RemovePart visit={visit} group={group} />
      </div>
    </StaffPage>
  )
}

async function RemovePart({ visit, group }: { visit: MemberVisit; group: Group }) {
  const { deps, organisation, say } = visit
  const scopes = await countGrants(deps, organisation.id, group.id)
  return (
    <Part title={say('groups.remove')} text={say('groups.remove.text', { people: group.people, scopes })}>
      <ActionForm id="remove" action={remove} {...formWords(say)}>
        <input type="hidden" name="group" value={group.id} />
        <Field name="reason" label={say('desk.reason')} autoComplete="off" />
        <Button variant="second">{say('groups.remove')}</Button>
      </ActionForm>
    </Part>
  )
}
