import { recordEvent } from '@/lib/audit/record-event'
import { boxAt } from '@/lib/box/client'
import { type Deps, inTransaction } from '@/lib/core/db'
import { enqueueJob } from '@/lib/core/enqueue-job'
import { environment } from '@/lib/core/env'
import { countVotes } from '@/lib/elections/count-votes'
import { electionsAtWork, electionsUntold, findElection, readRoll } from '@/lib/elections/find-election'
import { freezeElection } from '@/lib/elections/freeze-election'
import { forgetPapers, openPapers, papersOf } from '@/lib/elections/read-papers'
import { remindsAt } from '@/lib/elections/rules'
import { countBallots } from '@/lib/elections/simple/count-ballots'
import { forgetOrder } from '@/lib/elections/take-voters'
import { listOrganisations } from '@/lib/organisations/find-organisation'
import { tellCardholders, tellVoters } from './tell-voters'

type Place = { organisationId: string; electionId: string }

/** Has the worker look at a vote, now or later; one job of each at a time, and never two beside each other. */
export const wakeElection = (deps: Deps, { organisationId, electionId }: Place, afterMs = 0) => {
  const name = `election:${organisationId}:${electionId}`
  return enqueueJob(deps, 'run-election', { organisationId, electionId }, { key: name, queue: name, afterMs })
}

/** A turn ends after so long, so that a worker that is told to stop need not wait for a roll of a million; milliseconds. */
const turn = 10_000

/** By the clock, each minute: what is due in a vote, and what a server that died has left lying. */
export async function wakeElections(deps: Deps): Promise<void> {
  for (const { organisationId, id } of await electionsAtWork(deps)) await wakeElection(deps, { organisationId, electionId: id })
}

/** One turn of a vote: whatever is due in it. May be cut off anywhere, and two servers at once do it once. */
export async function runElection(deps: Deps, { organisationId, electionId }: Place): Promise<void> {
  const organisation = (await listOrganisations(deps)).find(({ id }) => id === organisationId)
  const address = environment().BALLOT_BOX_URL
  if (!organisation) return
  const turnEnds = deps.now().getTime() + turn
  const isTurn = () => deps.now().getTime() < turnEnds
  const record = (act: 'vote.ready' | 'vote.paperOpened' | 'vote.counted', details: Record<string, string | number>) =>
    recordEvent(deps, { organisationId, act, outcome: 'success', actorId: null, details: { vote: electionId, ...details } })

  const first = await findElection(deps, organisationId, electionId)
  if (first?.state === 'freezing' && (await freezeElection(deps, address ?? null, organisation.slug, { organisationId, id: electionId, isTurn }))) {
    await record('vote.ready', { eligible: (await readRoll(deps, { organisationId, id: electionId })).eligible })
  }
  const election = await findElection(deps, organisationId, electionId)
  // Without a box a sealed vote waits for the operator: the clock looks again.
  if (election?.state === 'freezing') return election.mode === 'sealed' && !address ? undefined : wakeElection(deps, { organisationId, electionId })
  if (election?.state === 'called-off') {
    if (election.manifest && !(await boxAt(election.manifest.box).callOff(electionId))) throw new Error(`the box doesn’t know the election ${electionId}`)
    await tellVoters(deps, organisation, election, 'off', isTurn)
    return isTurn() ? undefined : wakeElection(deps, { organisationId, electionId })
  }
  if (election?.state !== 'frozen' && election?.state !== 'reading') return
  const now = deps.now()
  const box = election.manifest && boxAt(election.manifest.box)
  if (box && now >= election.closesAt && election.state === 'frozen' && election.paper !== 'none') {
    const papers = await openPapers(deps, box, election)
    if (papers === null) return wakeSoon(deps, organisationId, electionId)
    if (papers > 0) return record('vote.paperOpened', {})
  }
  if (election.state === 'reading' && (await papersOf(deps, election)).waiting > 0) return
  if (now >= election.closesAt) {
    const result = await (box ? countVotes(deps, box, election) : countBallots(deps, election))
    if (!result && election.keys === 'officers') return // until they have opened the ballots
    if (!result) return wakeSoon(deps, organisationId, electionId)
    await record('vote.counted', { ballots: result.ballots })
    return enqueueJob(deps, 'forget-cards', {}, { key: 'forget-cards' })
  }
  if (now < election.opensAt) return wakeElection(deps, { organisationId, electionId }, election.opensAt.getTime() - now.getTime())
  const reminder = election.reminds ? remindsAt(election) : null
  await tellVoters(deps, organisation, election, 'told', isTurn)
  if (reminder && now >= reminder) await tellVoters(deps, organisation, election, 'reminded', isTurn)
  if (!isTurn()) await wakeElection(deps, { organisationId, electionId })
}

/** The box's clock lags behind ours by a moment, or another server has just counted. */
const wakeSoon = async (deps: Deps, organisationId: string, electionId: string) => {
  if (['frozen', 'reading'].includes((await findElection(deps, organisationId, electionId))?.state ?? ''))
    await wakeElection(deps, { organisationId, electionId }, 2_000)
}

/** By the clock, each night, and when a vote has ended: whoever collected a card is told so, and the roll forgets in which order it was. */
export async function forgetCards(deps: Deps): Promise<void> {
  const organisations = await listOrganisations(deps)
  for (const { organisationId, id } of await electionsUntold(deps)) {
    const organisation = organisations.find((one) => one.id === organisationId)
    const election = await findElection(deps, organisationId, id)
    if (organisation && election) await tellCardholders(deps, organisation, election)
  }
  await inTransaction(deps, forgetOrder)
  await forgetPapers(deps)
}
