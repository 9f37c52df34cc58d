import { readDays } from '@/lib/statistics/read-days'
import { fewestMembers, periods } from '@/lib/statistics/rules'
import { requireStaff } from '@/lib/web/staff'
import { staffTitleOf } from '../../title'
import { StaffPage } from '../staff-page'
import { KindChart, StrandedChart } from './charts'

export const generateMetadata = () => staffTitleOf('overview.view', 'overview.title')

const charts = [
  { id: 'signIns', kinds: ['sign-in', 'sign-in-refused'] },
  { id: 'secondFactors', kinds: ['second-factor', 'code-refused'] },
  { id: 'wayBack', kinds: ['reset', 'lock'] },
  { id: 'deliveries', kinds: ['undelivered'] },
  { id: 'activation', kinds: ['first-sent', 'first-opened', 'first-used'] },
] as const

/** What happened by day, and how many members could not get back in. Every number was counted before the page is asked for. */
export default async function OverviewPage({ searchParams }: { searchParams: Promise<{ days?: string }> }) {
  const visit = await requireStaff('overview.view')
  const { deps, organisation, say, paths } = visit
  const wished = Number((await searchParams).days)
  const period = periods.find((days) => days === wished) ?? 30
  const statistics = await readDays(deps, organisation, period)
  const { members } = statistics
  const number = new Intl.NumberFormat(say.language)
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <div className="stack tight">
          <h1>{say('overview.title')}</h1>
          <p className="quiet">{say('overview.lead')}</p>
        </div>
        <nav aria-label={say('overview.period')} className="top-nav">
          <ul className="row">
            {periods.map((days) => (
              <li key={days}>
                <a href={`${paths.adminOverview}?days=${days}`} aria-current={days === period ? 'page' : undefined}>
                  {say('overview.days', { days })}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        {members === null && <p>{say('overview.notCounted')}</p>}
        {charts.map(({ id, kinds }) => (
          <KindChart key={id} visit={visit} id={id} kinds={kinds} statistics={statistics} period={period} />
        ))}
        {members !== null &&
          (members.all < fewestMembers ? (
            <section className="chart stack tight w-full">
              <h2>{say('overview.stranded')}</h2>
              <p className="quiet">{say('overview.few', { count: fewestMembers })}</p>
            </section>
          ) : (
            <StrandedChart visit={visit} statistics={statistics} period={period}>
              {say('overview.stranded.text', {
                stranded: members.stranded,
                all: number.format(members.all),
                contactless: number.format(members.contactless),
                unvalidated: number.format(members.unvalidated),
              })}
            </StrandedChart>
          ))}
      </div>
    </StaffPage>
  )
}
