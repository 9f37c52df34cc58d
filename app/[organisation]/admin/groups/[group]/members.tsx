import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { Field } from '@/components/field'
import { Notice } from '@/components/notice'
import { groupMembersAmong, listGroupMembers } from '@/lib/groups/find-group'
import type { Group, GroupMember } from '@/lib/groups/schema'
import { findDetails } from '@/lib/people/find-details'
import { fullName } from '@/lib/people/rules'
import { searchPeople } from '@/lib/people/search-people'
import { everybody } from '@/lib/permissions/rules'
import type { MemberVisit } from '@/lib/web/session'
import { formWords } from '../../../form-words'
import { move } from '../actions'

const pageRows = 50

type Props = { visit: MemberVisit; group: Group; query: { q?: string; after?: string; person?: string } }
type Found = Pick<GroupMember, 'id' | 'givenName' | 'familyName' | 'memberNumber' | 'username' | 'email' | 'city'>

/** Who is in the group; and, where no rule decides it, somebody found and put in or taken out. */
export async function Members({ visit, group, query }: Props) {
  const { deps, organisation, say, paths } = visit
  const page = paths.adminGroup(group.id)
  const typed = String(query.q ?? '').slice(0, 200)
  const id = (text: string | undefined) => (/^[0-9a-f-]{36}$/.test(text ?? '') ? (text ?? null) : null)
  const chosen = id(query.person)
  const after = id(query.after)
  const found: Found[] = typed.trim() ? (await searchPeople(deps, organisation, typed, everybody)).people : []
  const people = typed.trim() ? found : await listGroupMembers(deps, organisation.id, group.id, after, pageRows)
  const present = new Set(
    typed.trim()
      ? await groupMembersAmong(
          deps,
          organisation.id,
          group.id,
          people.map(({ id }) => id),
        )
      : people.map(({ id }) => id),
  )
  const nameOf = (person: Found) => fullName(person) || person.username || person.email || person.memberNumber || person.id
  return (
    <section className="stack w-full">
      <h2>{say('groups.members')}</h2>
      {group.rule ? (
        <p className="quiet max-w-measure">{say('groups.isByRule')}</p>
      ) : (
        <search className="w-full">
          <form action={page} className="row items-end">
            <div className="grow max-w-measure">
              <Field name="q" type="search" label={say('groups.find')} hint={say('desk.find.hint')} defaultValue={typed} autoComplete="off" />
            </div>
            <Button variant="second">{say('desk.find.submit')}</Button>
          </form>
        </search>
      )}
      {chosen && !group.rule && <Move visit={visit} group={group} personId={chosen} />}
      {people.length === 0 ? (
        <p className="quiet">{say(typed.trim() ? 'desk.find.none' : 'groups.members.none')}</p>
      ) : (
        <DataTable
          caption={say('groups.members')}
          isCaptionHidden
          columns={[
            { key: 'name', label: say('desk.column.name') },
            { key: 'number', label: say('desk.column.number'), isNumber: true },
            { key: 'contact', label: say('desk.column.contact') },
            { key: 'city', label: say('desk.column.city') },
            ...(group.rule ? [] : [{ key: 'act', label: say('groups.in'), isEnd: true }]),
          ]}
          rows={people.map((person) => ({
            key: person.id,
            cells: {
              name: <a href={paths.adminPerson(person.id)}>{nameOf(person)}</a>,
              number: person.memberNumber ?? person.username,
              contact: person.email,
              city: person.city,
              act: (
                <a href={`${page}?person=${person.id}`} aria-label={say(present.has(person.id) ? 'groups.takeOne' : 'groups.addOne', { name: nameOf(person) })}>
                  {say(present.has(person.id) ? 'groups.take' : 'groups.add')}
                </a>
              ),
            },
          }))}
        />
      )}
      <p className="row">
        {(after || typed) && <a href={page}>{say('importing.first')}</a>}
        {!typed && people.length === pageRows && <a href={`${page}?after=${people.at(-1)?.id}`}>{say('importing.next')}</a>}
      </p>
    </section>
  )
}

async function Move({ visit, group, personId }: { visit: MemberVisit; group: Group; personId: string }) {
  const { deps, organisation, say, paths } = visit
  const person = await findDetails(deps, organisation.id, personId)
  if (!person) return <Notice>{say('desk.find.none')}</Notice>
  const isIn = (await groupMembersAmong(deps, organisation.id, group.id, [personId])).length > 0
  const name = fullName(person) || person.username || person.email || person.memberNumber || ''
  return (
    <section className="notice">
      <ActionForm id="move" action={move} {...formWords(say)}>
        <h3>{say(isIn ? 'groups.takeOne' : 'groups.addOne', { name })}</h3>
        <input type="hidden" name="group" value={group.id} />
        <input type="hidden" name="person" value={person.id} />
        <input type="hidden" name="move" value={isIn ? 'out' : 'in'} />
        <Field name="reason" label={say('desk.reason')} autoComplete="off" />
        <div className="row">
          <Button>{say(isIn ? 'groups.take' : 'groups.add')}</Button>
          <a href={paths.adminGroup(group.id)}>{say('desk.cancel')}</a>
        </div>
      </ActionForm>
    </section>
  )
}
