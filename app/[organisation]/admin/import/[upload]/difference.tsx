import type { ReactNode } from 'react'
import { DataTable } from '@/components/data-table'
import { Notice } from '@/components/notice'
import { fullName } from '@/lib/people/rules'
import { differenceKinds, type Difference as Found, type Upload } from '@/lib/register-import/schema'
import { readDifference, readUploadNotes } from '@/lib/register-import/uploads/find-upload'
import type { MemberVisit } from '@/lib/web/session'
import { isWordKey } from '@/lib/words/keys'
import { sayField } from '../say-field'

const pageRows = 50
const kinds = [...differenceKinds, 'refused', 'warning'] as const
type Kind = (typeof kinds)[number]

export type Showing = { show?: string; after?: string }

type Props = { visit: MemberVisit; upload: Upload; showing: Showing }

/** What the file would change, one kind at a time; of an import that is done, what it left out. */
export async function Difference({ visit, upload, showing }: Props) {
  const { say, paths } = visit
  const { counts } = upload
  if (!counts) return null
  const page = paths.adminUpload(upload.id)
  const numbers: Record<Kind, number> = {
    new: counts.created,
    changed: counts.changed,
    kept: counts.kept,
    gone: counts.gone,
    refused: counts.refused,
    warning: counts.warnings,
  }
  const shown = upload.state === 'applied' ? (['refused', 'warning'] as const) : kinds
  const kind = shown.find((name) => name === showing.show) ?? shown.find((name) => numbers[name] > 0) ?? shown[0]
  const after = /^\d{1,9}$/.test(showing.after ?? '') ? Number(showing.after) : 0
  return (
    <section className="stack w-full">
      <p className="quiet">{say('importing.summary', { rows: counts.rows, unchanged: counts.unchanged })}</p>
      <nav aria-label={say('importing.show')} className="top-nav">
        <ul className="row gap-0">
          {shown.map((name) => (
            <li key={name}>
              <a href={`${page}?show=${name}`} aria-current={name === kind ? 'page' : undefined}>
                {say(`importing.show.${name}`)} <span className="number">{new Intl.NumberFormat(say.language).format(numbers[name])}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <p className="max-w-measure">{say(`importing.show.${kind}.text`)}</p>
      {numbers[kind] > 0 &&
        (kind === 'refused' || kind === 'warning' ? (
          <Notes visit={visit} upload={upload} kind={kind} after={after} />
        ) : (
          <People visit={visit} upload={upload} kind={kind} after={after} />
        ))}
      {counts.refused + counts.warnings > 0 && (
        <p>
          <a href={paths.adminUploadReport(upload.id)}>{say('importing.report')}</a>
        </p>
      )}
    </section>
  )
}

type PageProps<Of> = { visit: MemberVisit; upload: Upload; kind: Of; after: number }

async function People({ visit, upload, kind, after }: PageProps<'new' | 'changed' | 'kept' | 'gone'>) {
  const { deps, say, paths } = visit
  const found = await readDifference(deps, upload, { kind, after, count: pageRows })
  if (!found) return <Notice>{say('importing.lost')}</Notice>
  const hasChanges = kind === 'changed' || kind === 'kept'
  const rows = found.map((one) => {
    const name = fullName(one) || one.username || one.email || one.memberNumber
    return {
      key: `${one.line}`,
      cells: {
        line: kind === 'gone' ? null : one.line,
        person: one.personId ? <a href={paths.adminPerson(one.personId)}>{name}</a> : name,
        contact: [one.memberNumber, one.username, one.email].filter(Boolean).join(' · '),
        changes: hasChanges && <Changes visit={visit} one={one} isKept={kind === 'kept'} />,
      },
    }
  })
  return (
    <Page visit={visit} upload={upload} kind={kind} after={after} last={found.length === pageRows ? found.at(-1)?.line : undefined}>
      <DataTable
        caption={say(`importing.show.${kind}`)}
        isCaptionHidden
        columns={[
          ...(kind === 'gone' ? [] : [{ key: 'line', label: say('importing.column.line'), isNumber: true }]),
          { key: 'person', label: say('importing.column.person') },
          { key: 'contact', label: say('importing.column.contact') },
          ...(hasChanges ? [{ key: 'changes', label: say('importing.column.changes') }] : []),
        ]}
        rows={rows}
      />
    </Page>
  )
}

const added = ['groups', 'roles', 'formerUsername']

function Changes({ visit: { say }, one, isKept }: { visit: MemberVisit; one: Found; isKept: boolean }) {
  const lines = Object.entries(one.changes ?? {}).map(([name, [before, after]]) => {
    const field = sayField(say, name)
    if (name === 'passwordHash' || name.endsWith('ValidatedAt')) return field
    if (added.includes(name)) return say('importing.change.added', { field, after: (after ?? '').replaceAll('|', ', ') })
    return say(isKept ? 'importing.change.kept' : 'importing.change', {
      field,
      before: before || say('importing.empty'),
      after: after || say('importing.empty'),
    })
  })
  return (
    <ul className="stack tight gap-1">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

async function Notes({ visit, upload, kind, after }: PageProps<'refused' | 'warning'>) {
  const { deps, say } = visit
  const notes = await readUploadNotes(deps, upload, { kind, after, count: pageRows })
  if (!notes) return <Notice>{say('importing.lost')}</Notice>
  const lines = new Set(notes.map(({ line }) => line))
  return (
    <Page visit={visit} upload={upload} kind={kind} after={after} last={lines.size === pageRows ? notes.at(-1)?.line : undefined}>
      <DataTable
        caption={say(`importing.show.${kind}`)}
        isCaptionHidden
        columns={[
          { key: 'line', label: say('importing.column.line'), isNumber: true },
          { key: 'field', label: say('importing.column.field') },
          { key: 'reason', label: say('importing.column.reason') },
        ]}
        rows={notes.map((note) => ({
          key: `${note.line} ${note.column} ${note.key}`,
          cells: {
            line: note.line,
            field: note.column && sayField(say, note.column),
            reason: isWordKey(note.key) ? say(note.key, note.values ?? {}) : note.key,
          },
        }))}
      />
    </Page>
  )
}

function Page({ visit: { say, paths }, upload, kind, after, last, children }: PageProps<Kind> & { last?: number; children: ReactNode }) {
  const page = `${paths.adminUpload(upload.id)}?show=${kind}`
  return (
    <>
      {children}
      <p className="row">
        {after > 0 && <a href={page}>{say('importing.first')}</a>}
        {last !== undefined && <a href={`${page}&after=${last}`}>{say('importing.next')}</a>}
      </p>
    </>
  )
}
