import { BackLink } from '@/components/back-link'
import { DataTable } from '@/components/data-table'
import { Notice } from '@/components/notice'
import { Tag } from '@/components/tag'
import { listHistory } from '@/lib/content/edit-content'
import { findNames } from '@/lib/people/find-names'
import { requireStaff } from '@/lib/web/staff'
import { timeOf } from '../../../../say-sign-in'
import { staffTitleOf } from '../../../../title'
import { StaffPage } from '../../../staff-page'
import { findEdited } from '../find-item'

export const generateMetadata = () => staffTitleOf('content.edit', 'editing.history')

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ language?: string | string[]; before?: string | string[] }> }

const pageRows = 50

/** Every text that was saved in one language, the last first. */
export default async function HistoryPage({ params, searchParams }: Props) {
  const query = await searchParams
  const { visit, item, shown, language, title } = await findEdited(await requireStaff('content.edit'), (await params).id, query.language)
  const { deps, organisation, say, paths } = visit
  const before = /^\d{1,9}$/.test(String(query.before)) ? Number(query.before) : 2_147_483_647
  const lines = await listHistory(deps, organisation.id, { id: item.id, language, before, count: pageRows })
  const names = await findNames(
    deps,
    organisation.id,
    lines.map(({ savedBy }) => savedBy),
  )
  const time = timeOf(visit)
  const live = shown.find((text) => text.language === language)?.revision
  const here = `${paths.adminHistory(item.id)}?language=${language}`
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <BackLink href={`${paths.adminItem(item.id)}?language=${language}`}>{title}</BackLink>
        <h1>{say('editing.historyIn', { language: say(`settings.language.${language as 'sv'}`) })}</h1>
        {lines.length === 0 ? (
          <Notice>{say('editing.history.none')}</Notice>
        ) : (
          <DataTable
            caption={say('editing.history')}
            isCaptionHidden
            columns={[
              { key: 'saved', label: say('editing.saved'), isNumber: true },
              { key: 'by', label: say('editing.by') },
              { key: 'title', label: say('editing.textTitle') },
              { key: 'live', label: say('editing.state') },
            ]}
            rows={lines.map(({ number, title, savedBy, savedAt }) => ({
              key: String(number),
              cells: {
                saved: <a href={paths.adminRevision(item.id, number)}>{time.format(savedAt)}</a>,
                by: savedBy ? (names.get(savedBy) ?? say('editing.owner.gone')) : say('editing.by.portal'),
                title: title || say('editing.takenAway'),
                live: number === live && <Tag tone="good">{say('editing.has.live')}</Tag>,
              },
            }))}
          />
        )}
        <p className="row">
          {lines.length === pageRows && <a href={`${here}&before=${lines.at(-1)?.number}`}>{say('list.older')}</a>}
          {query.before && <a href={here}>{say('list.newest')}</a>}
        </p>
      </div>
    </StaffPage>
  )
}
