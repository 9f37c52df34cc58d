import { BackLink } from '@/components/back-link'
import { DataTable } from '@/components/data-table'
import { listVersions } from '@/lib/organisations/list-versions'
import { requireStaff } from '@/lib/web/staff'
import { timeOf } from '../../../say-sign-in'
import { staffTitleOf } from '../../../title'
import { StaffPage } from '../../staff-page'
import { who } from '../who'

export const generateMetadata = () => staffTitleOf('settings.view', 'settings.versions.title')

/** Every version that was in force, newest first. */
export default async function VersionsPage({ searchParams }: { searchParams: Promise<{ before?: string }> }) {
  const visit = await requireStaff('settings.view')
  const { deps, organisation, say, paths } = visit
  const before = Number((await searchParams).before)
  const { versions, next } = await listVersions(deps, organisation.id, Number.isSafeInteger(before) && before > 0 && before < 2 ** 31 ? before : null)
  const people = new Map<string | null, string>()
  for (const { actorId } of versions) if (!people.has(actorId)) people.set(actorId, await who(visit, actorId))
  const time = timeOf(visit)
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <BackLink href={paths.adminSettings}>{say('settings.title')}</BackLink>
        <h1>{say('settings.versions.title')}</h1>
        <DataTable
          caption={say('settings.versions.title')}
          isCaptionHidden
          columns={[
            { key: 'number', label: say('settings.versions.number') },
            { key: 'at', label: say('settings.versions.at'), isNumber: true },
            { key: 'who', label: say('settings.versions.who') },
            { key: 'why', label: say('settings.versions.why') },
          ]}
          rows={versions.map(({ number, at, actorId, reason, likeNumber }) => ({
            key: String(number),
            cells: {
              number: <a href={paths.adminVersion(number)}>{say('settings.version.title', { number })}</a>,
              at: time.format(at),
              who: people.get(actorId),
              why: [reason, likeNumber !== null && say('settings.versions.like', { number: likeNumber })].filter(Boolean).join(' · '),
            },
          }))}
        />
        {next !== null && <a href={`${paths.adminVersions}?before=${next}`}>{say('settings.versions.older')}</a>}
      </div>
    </StaffPage>
  )
}
