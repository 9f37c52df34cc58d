import { DataTable } from '@/components/data-table'
import { Part } from '@/components/part'
import { registerColumns } from '@/lib/register-import/schema'
import { listUploads } from '@/lib/register-import/uploads/find-upload'
import type { MemberVisit } from '@/lib/web/session'
import { requireStaff } from '@/lib/web/staff'
import { timeOf } from '../../say-sign-in'
import { staffTitleOf } from '../../title'
import { StaffPage } from '../staff-page'
import { DropFile } from './drop-file'
import { sayField } from './say-field'
import { UndoPart } from './undo-part'

export const generateMetadata = () => staffTitleOf('people.import', 'importing.title')

const mistakes = ['noFile', 'broken', 'foreign'] as const

/** A register file comes in here; what has come in lately, and the last import taken back. */
export default async function ImportPage({ searchParams }: { searchParams: Promise<{ wrong?: string; left?: string }> }) {
  const visit = await requireStaff('people.import')
  const { say, paths } = visit
  const { wrong, left } = await searchParams
  const mistake = mistakes.find((name) => name === wrong)
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <h1>{say('importing.title')}</h1>
        <p className="max-w-measure">{say('importing.text')}</p>
        <form method="post" encType="multipart/form-data" action={paths.adminImportFile} className="w-full">
          <DropFile
            name="file"
            label={say('importing.file')}
            hint={say('importing.file.hint')}
            error={mistake && say(`importing.wrong.${mistake}`)}
            submit={say('importing.submit')}
            sending={say('importing.sending')}
          />
        </form>
        <Columns visit={visit} />
        <p>
          <a href={paths.adminExport}>{say('exporting.title')}</a>
        </p>
        <Recent visit={visit} />
        <UndoPart visit={visit} after={left} />
      </div>
    </StaffPage>
  )
}

/** The names that a header row may have: who makes the file from another system needs them to the letter. */
function Columns({ visit: { say } }: { visit: MemberVisit }) {
  return (
    <details className="w-full">
      <summary className="link">{say('importing.columns')}</summary>
      <div className="stack">
        <p className="max-w-measure">{say('importing.columns.text')}</p>
        <DataTable
          caption={say('importing.columns')}
          isCaptionHidden
          columns={[
            { key: 'name', label: say('importing.columns.name') },
            { key: 'content', label: say('importing.columns.content') },
          ]}
          rows={registerColumns.map((column) => ({ key: column, cells: { name: <code>{column}</code>, content: sayField(say, column) } }))}
        />
      </div>
    </details>
  )
}

async function Recent({ visit }: { visit: MemberVisit }) {
  const { deps, organisation, say, paths } = visit
  const uploads = await listUploads(deps, organisation.id, 10)
  const time = timeOf(visit)
  return (
    <Part title={say('importing.recent')}>
      {uploads.length === 0 ? (
        <p className="quiet">{say('importing.recent.none')}</p>
      ) : (
        <DataTable
          caption={say('importing.recent')}
          isCaptionHidden
          columns={[
            { key: 'when', label: say('desk.column.when'), isNumber: true },
            { key: 'file', label: say('importing.column.file') },
            { key: 'state', label: say('importing.column.state') },
          ]}
          rows={uploads.map((upload) => ({
            key: upload.id,
            cells: {
              when: time.format(upload.uploadedAt),
              file: <a href={paths.adminUpload(upload.id)}>{upload.fileName}</a>,
              state: say(`importing.state.${upload.isUndone ? 'undone' : upload.state}`),
            },
          }))}
        />
      )}
    </Part>
  )
}
