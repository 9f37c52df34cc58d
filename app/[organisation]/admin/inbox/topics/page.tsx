import { randomUUID } from 'node:crypto'
import { ActionForm } from '@/components/action-form'
import { BackLink } from '@/components/back-link'
import { Button } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { Field } from '@/components/field'
import { Notice } from '@/components/notice'
import { SelectField } from '@/components/select-field'
import { listTopics } from '@/lib/cases/contact/topics'
import { listGroupNames } from '@/lib/groups/find-group'
import { requireStaff } from '@/lib/web/staff'
import { formWords } from '../../../form-words'
import { staffTitleOf } from '../../../title'
import { StaffPage } from '../../staff-page'
import { addTopic, removeTopic } from '../actions'

export const generateMetadata = () => staffTitleOf('contact.manage-topics', 'topics.title')

/** What people may write about, and which group's case workers answer it. */
export default async function TopicsPage() {
  const visit = await requireStaff('contact.manage-topics')
  const { deps, organisation, say, paths } = visit
  const topics = await listTopics(deps, organisation.id)
  const groups = await listGroupNames(deps, organisation.id)
  const nameOf = (id: string | null) => groups.find((group) => group.id === id)?.name ?? say('topics.everybody')
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <BackLink href={paths.adminInbox}>{say('inbox.title')}</BackLink>
        <h1>{say('topics.title')}</h1>
        <p className="max-w-narrow">{say('topics.text')}</p>
        {topics.length === 0 ? (
          <Notice>{say('topics.none')}</Notice>
        ) : (
          <DataTable
            caption={say('topics.title')}
            isCaptionHidden
            columns={[
              { key: 'topic', label: say('contact.topic') },
              { key: 'group', label: say('topics.group') },
              { key: 'remove', label: '', isEnd: true },
            ]}
            rows={topics.map(({ id, labels, groupId }) => ({
              key: id,
              cells: {
                topic: Object.values(labels).join(' / '),
                group: nameOf(groupId),
                remove: (
                  <ActionForm id={`remove-${id}`} action={removeTopic} {...formWords(say)}>
                    <input type="hidden" name="once" value={randomUUID()} />
                    <input type="hidden" name="topic" value={id} />
                    <Button variant="plain">{say('topics.remove', { topic: Object.values(labels)[0] ?? '' })}</Button>
                  </ActionForm>
                ),
              },
            }))}
          />
        )}
        <section className="stack max-w-narrow w-full">
          <h2>{say('topics.add')}</h2>
          <ActionForm id="topic" action={addTopic} isKept {...formWords(say)}>
            <input type="hidden" name="once" value={randomUUID()} />
            {organisation.settings.languages.map((language) => (
              <Field key={language} name={language} label={say('topics.label', { language: say(`settings.language.${language}`) })} autoComplete="off" />
            ))}
            <SelectField
              name="group"
              label={say('topics.group')}
              options={[{ value: '', label: say('topics.everybody') }, ...groups.map(({ id, name }) => ({ value: id, label: name }))]}
            />
            <Button variant="second">{say('topics.add')}</Button>
          </ActionForm>
        </section>
      </div>
    </StaffPage>
  )
}
