import { DataTable } from '@/components/data-table'
import { Part } from '@/components/part'
import { readRetention } from '@/lib/retention/read-retention'
import { mostCounted } from '@/lib/retention/rules'
import { requireStaff } from '@/lib/web/staff'
import { timeOf } from '../../say-sign-in'
import { staffTitleOf } from '../../title'
import { StaffPage } from '../staff-page'

export const generateMetadata = () => staffTitleOf('retention.view', 'retention.title')

const fixed = ['log', 'erased', 'passwords', 'strangers', 'files', 'letters', 'openid'] as const

/** What is kept how long, what the last night removed, and what tonight would. */
export default async function RetentionPage() {
  const visit = await requireStaff('retention.view')
  const { deps, organisation, say, paths } = visit
  const { kinds, night } = await readRetention(deps, organisation)
  const number = new Intl.NumberFormat(say.language)
  // On a telephone the table has no head: a number says there what it counts.
  const named = (column: 'removed' | 'due', text: string) => (
    <>
      <span className="quiet list:hidden">{say(`retention.column.${column}`)}: </span>
      {text}
    </>
  )
  const at = night && timeOf(visit).format(night.endedAt ?? night.startedAt)
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <div className="stack tight">
          <h1>{say('retention.title')}</h1>
          <p>{say('retention.lead')}</p>
          <p className="quiet">{at ? say(night?.endedAt ? 'retention.night.ended' : 'retention.night.interrupted', { at }) : say('retention.night.none')}</p>
          <a href={paths.adminSettingsPart('retention')}>{say('retention.change')}</a>
        </div>
        <DataTable
          caption={say('retention.title')}
          isCaptionHidden
          columns={[
            { key: 'what', label: say('retention.column.what') },
            { key: 'kept', label: say('retention.column.kept'), isNumber: true },
            { key: 'removed', label: say('retention.column.removed'), isNumber: true },
            { key: 'due', label: say('retention.column.due'), isNumber: true },
          ]}
          rows={kinds.map(({ kind, days, removed, due }) => ({
            key: kind,
            cells: {
              what: (
                <>
                  {say(`settings.field.retention.${kind}`)} <span className="quiet block">{say(`settings.hint.retention.${kind}`)}</span>
                </>
              ),
              kept: say('retention.days', { days }),
              removed: named('removed', number.format(removed)),
              due: named('due', due < mostCounted ? number.format(due) : say('retention.moreThan', { count: number.format(mostCounted) })),
            },
          }))}
        />
      </div>
      <Part title={say('retention.fixed.title')}>
        <ul className="stack tight">
          {fixed.map((name) => (
            <li key={name}>{say(`retention.fixed.${name}`)}</li>
          ))}
        </ul>
      </Part>
    </StaffPage>
  )
}
