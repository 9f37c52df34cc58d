import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { Field } from '@/components/field'
import { Notice } from '@/components/notice'
import { Part } from '@/components/part'
import { fullName } from '@/lib/people/rules'
import type { LastImport } from '@/lib/register-import/schema'
import { lastImport, readLeft } from '@/lib/register-import/uploads/find-upload'
import type { MemberVisit } from '@/lib/web/session'
import { formWords } from '../../form-words'
import { timeOf } from '../../say-sign-in'
import { KeepFresh } from '../keep-fresh'
import { ProveAgain } from '../prove-again'
import { undo } from './actions'
import { sayField } from './say-field'

const pageRows = 50

/** The last import and how to take it back; how far that has come, and what it left. */
export async function UndoPart({ visit, after }: { visit: MemberVisit; after?: string }) {
  const { deps, organisation, say } = visit
  const last = await lastImport(deps, organisation.id)
  if (!last) return null
  const { fileName: file, undoCounts, created, changed } = last
  if (last.undoState === 'undoing')
    return (
      <Notice>
        <KeepFresh />
        {say('importing.undo.going', { file, count: (undoCounts?.removed ?? 0) + (undoCounts?.restored ?? 0) + (undoCounts?.left ?? 0) })}
      </Notice>
    )
  if (last.undoState === 'undone') return <Undone visit={visit} last={last} after={after} />
  return (
    <Part title={say('importing.undo.title')} text={say('importing.undo.text', { file, at: timeOf(visit).format(last.finishedAt), created, changed })}>
      <ActionForm id="undo" action={undo} {...formWords(say)}>
        <input type="hidden" name="import" value={last.id} />
        <Field name="reason" label={say('desk.reason')} autoComplete="off" />
        <ProveAgain visit={visit} />
        <Button variant="second">{say('importing.undo.submit')}</Button>
      </ActionForm>
    </Part>
  )
}

async function Undone({ visit, last, after }: { visit: MemberVisit; last: LastImport; after?: string }) {
  const { deps, organisation, say, paths } = visit
  const { fileName: file, undoCounts } = last
  const { removed, restored, left } = undoCounts ?? { removed: 0, restored: 0, left: 0 }
  const people = left === 0 ? [] : await readLeft(deps, organisation.id, last.id, /^[0-9a-f-]{36}$/.test(after ?? '') ? (after ?? null) : null, pageRows)
  return (
    <>
      <Notice tone="good">{say('importing.undo.done', { file, removed, restored })}</Notice>
      {people.length > 0 && (
        <DataTable
          caption={say('importing.undo.left', { count: left })}
          columns={[
            { key: 'person', label: say('importing.column.person') },
            { key: 'number', label: say('importing.field.memberNumber'), isNumber: true },
            { key: 'what', label: say('importing.column.field') },
          ]}
          rows={people.map((person) => ({
            key: person.personId,
            cells: {
              person: <a href={paths.adminPerson(person.personId)}>{fullName(person) || person.memberNumber || person.personId}</a>,
              number: person.memberNumber,
              what: person.isNew ? say('importing.undo.leftNew') : person.leftFields.map((field) => sayField(say, field)).join(', '),
            },
          }))}
        />
      )}
      {people.length === pageRows && <a href={`${paths.adminImport}?left=${people.at(-1)?.personId}`}>{say('importing.next')}</a>}
    </>
  )
}
