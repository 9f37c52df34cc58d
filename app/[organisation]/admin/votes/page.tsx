import { ButtonLink } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { Labelled } from '@/components/labelled'
import { listElections } from '@/lib/elections/find-election'
import { phaseOf } from '@/lib/elections/rules'
import { requireStaff } from '@/lib/web/staff'
import { timeOf } from '../../say-sign-in'
import { staffTitleOf } from '../../title'
import { wordsOf } from '../../voting/words-of'
import { StaffPage } from '../staff-page'
import { PhaseTag } from './phase-tag'

export const generateMetadata = () => staffTitleOf('votes.run', 'votes.title')

/** Every vote of the organisation, newest first. */
export default async function VotesPage() {
  const visit = await requireStaff('votes.run')
  const { deps, organisation, say, paths } = visit
  const elections = await listElections(deps, organisation.id)
  const time = timeOf(visit)
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <div className="stack tight">
          <h1>{say('votes.title')}</h1>
          <p className="quiet">{say('votes.lead')}</p>
        </div>
        <ButtonLink href={paths.adminNewVote}>{say('votes.new')}</ButtonLink>
        {elections.length === 0 ? (
          <p className="quiet">{say('votes.none')}</p>
        ) : (
          <DataTable
            caption={say('votes.title')}
            isCaptionHidden
            columns={[
              { key: 'title', label: say('votes.form.title') },
              { key: 'phase', label: say('votes.column.phase') },
              { key: 'opens', label: say('votes.form.opens') },
              { key: 'closes', label: say('votes.form.closes') },
            ]}
            rows={elections.map((election) => ({
              key: election.id,
              cells: {
                title: <a href={paths.adminVote(election.id)}>{wordsOf(visit, election.title)}</a>,
                phase: <PhaseTag visit={visit} phase={phaseOf(election, deps.now())} />,
                opens: <Labelled label={say('votes.form.opens')}>{time.format(election.opensAt)}</Labelled>,
                closes: <Labelled label={say('votes.form.closes')}>{time.format(election.closesAt)}</Labelled>,
              },
            }))}
          />
        )}
      </div>
    </StaffPage>
  )
}
