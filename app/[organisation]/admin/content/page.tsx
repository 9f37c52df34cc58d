import { Button, ButtonLink } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { Field } from '@/components/field'
import { Notice } from '@/components/notice'
import { SelectField } from '@/components/select-field'
import { listAllContent } from '@/lib/content/edit-content'
import { contentKinds, type EditorLine, listStates } from '@/lib/content/schema'
import { contentQuery } from '@/lib/flows/content/schema'
import { writeLocalTime } from '@/lib/organisations/local-time'
import { requireStaff, type StaffVisit } from '@/lib/web/staff'
import { timeOf } from '../../say-sign-in'
import { staffTitleOf } from '../../title'
import { readQuery, type SearchParams, withQuery } from '../read-query'
import { StaffPage } from '../staff-page'
import { StateTags } from './state-tags'

export const generateMetadata = () => staffTitleOf('content.edit', 'editing.title')

const pageRows = 50

/** Everything that there is to read, those changed last first. */
export default async function ContentDeskPage({ searchParams }: { searchParams: SearchParams }) {
  const visit = await requireStaff('content.edit')
  const { deps, organisation, say, paths } = visit
  const found = await searchParams
  const { after, ...query } = readQuery(contentQuery, found)
  const { languages, timeZone } = organisation.settings
  const today = writeLocalTime(deps.now(), timeZone).slice(0, 10)
  const asked = { kind: query.kind || null, state: query.state || null, language: query.language || null, words: query.q }
  const lines = await listAllContent(deps, organisation.id, { ...asked, languages, today, after: after || null, count: pageRows })
  const anything = { value: '', label: say('list.all') }
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        {found.did === 'removed' && <Notice tone="good">{say('editing.did.removed')}</Notice>}
        <div className="stack tight">
          <h1>{say('editing.title')}</h1>
          <p className="quiet max-w-measure">{say('editing.text')}</p>
        </div>
        <ButtonLink href={paths.adminNewContent}>{say('editing.new')}</ButtonLink>
        <search className="w-full">
          <form action={paths.adminContent} className="stack">
            <div className="filters">
              <Field name="q" type="search" label={say('editing.search')} defaultValue={query.q} autoComplete="off" />
              <SelectField
                name="kind"
                label={say('editing.kind')}
                options={[anything, ...contentKinds.map((value) => ({ value, label: say(`editing.kind.${value}`) }))]}
                defaultValue={query.kind}
              />
              <SelectField
                name="state"
                label={say('editing.state')}
                options={[anything, ...listStates.map((value) => ({ value, label: say(`editing.state.${value}`) }))]}
                defaultValue={query.state}
              />
              <SelectField
                name="language"
                label={say('editing.language')}
                options={[anything, ...languages.map((value) => ({ value, label: say(`settings.language.${value}`) }))]}
                defaultValue={query.language}
              />
            </div>
            <div className="row">
              <Button>{say('list.show')}</Button>
              <a href={paths.adminContent}>{say('list.clear')}</a>
            </div>
          </form>
        </search>
        {lines.length === 0 ? <Notice>{say('editing.none')}</Notice> : <Lines visit={visit} lines={lines} />}
        <p className="row">
          {after && <a href={withQuery(paths.adminContent, query)}>{say('importing.first')}</a>}
          {lines.length === pageRows && <a href={withQuery(paths.adminContent, { ...query, after: lines.at(-1)?.id ?? '' })}>{say('importing.next')}</a>}
        </p>
      </div>
    </StaffPage>
  )
}

function Lines({ visit, lines }: { visit: StaffVisit; lines: readonly EditorLine[] }) {
  const { say, paths } = visit
  const time = timeOf(visit)
  return (
    <DataTable
      caption={say('editing.title')}
      isCaptionHidden
      columns={[
        { key: 'title', label: say('editing.textTitle') },
        { key: 'kind', label: say('editing.kind') },
        { key: 'state', label: say('editing.state') },
        { key: 'audience', label: say('editing.audience') },
        { key: 'languages', label: say('editing.languages') },
        { key: 'changed', label: say('editing.changed'), isNumber: true },
      ]}
      rows={lines.map((line) => ({
        key: line.id,
        cells: {
          title: <a href={paths.adminItem(line.id)}>{line.title}</a>,
          kind: say(`editing.kind.${line.kind}`),
          state: <StateTags visit={visit} item={line} />,
          audience: say(`editing.audience.${line.audience}`),
          languages: line.languages.join(', '),
          changed: time.format(line.updatedAt),
        },
      }))}
    />
  )
}
