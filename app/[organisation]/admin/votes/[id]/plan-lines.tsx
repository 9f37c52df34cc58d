import type { Election } from '@/lib/elections/schema'
import { listGroupNames } from '@/lib/groups/find-group'
import type { MemberVisit } from '@/lib/web/session'
import { timeOf } from '../../../say-sign-in'

/** What holds in this vote, in a line each. */
export async function PlanLines({ visit, election }: { visit: MemberVisit; election: Election }) {
  const { deps, organisation, say } = visit
  const time = timeOf(visit)
  const names = election.groupIds.length === 0 ? [] : await listGroupNames(deps, organisation.id)
  const groups = election.groupIds.map((id) => names.find((group) => group.id === id)?.name ?? '–')
  const ofSealed = [
    [say('votes.form.verify'), say(`votes.verify.${election.verify}`)],
    [say('votes.form.keys'), say(`votes.keysOf.${election.keys}`)],
    [say('votes.form.revote'), say(election.isRevotable ? 'votes.yes' : 'votes.no')],
    [say('votes.form.paper'), say(`votes.paper.${election.paper}`)],
  ]
  const lines = [
    [say('votes.form.opens'), time.format(election.opensAt)],
    [say('votes.form.closes'), time.format(election.closesAt)],
    [say('votes.form.groups'), groups.join(' · ') || say('votes.everybody')],
    [say('votes.form.mode'), say(`votes.mode.${election.mode}`)],
    ...(election.mode === 'simple' ? [] : ofSealed),
    [say('votes.form.quorum'), election.quorum === 0 ? say('votes.noQuorum') : `${election.quorum} %`],
  ]
  return (
    <dl className="stack tight">
      {lines.map(([label, value]) => (
        <div key={label}>
          <dt className="quiet text-small">{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
