import { randomUUID } from 'node:crypto'
import { vi } from 'vitest'
import { askForCard, type Card, finishCard } from '@/lib/ballots/card'
import type { Ballot, Manifest } from '@/lib/ballots/schema'
import { makeSealKey } from '@/lib/ballots/seal-ballot'
import { type RunningBox, serveBox } from '@/lib/box/serve-box'
import type { Deps } from '@/lib/core/db'
import * as env from '@/lib/core/env'
import { reveal } from '@/lib/core/prisma'
import { findElection } from '@/lib/elections/find-election'
import { issueCard } from '@/lib/elections/issue-card'
import { beginFreeze, createElection } from '@/lib/elections/prepare-election'
import type { Election, ElectionPlan } from '@/lib/elections/schema'
import { runElection } from '@/lib/flows/elections/run-elections'
import { forgetOrganisations } from '@/lib/organisations/find-organisation'
import type { Organisation } from '@/lib/organisations/schema'
import { newOrganisation, newPerson } from './somebody'
import { letBoxIn, planOfVote } from './voters'

// Votes as the portal keeps them, for tests beside the code: a box on the test's own database, an organisation whose settings are
// read back by the worker, and what every such test does first.

/** The portal's settings with this box instead; undefined: there is none. */
export function pointAtBox(url: string | undefined): void {
  const real = env.environment()
  vi.spyOn(env, 'environment').mockReturnValue({ ...real, BALLOT_BOX_URL: url })
}

/** A box on the database at `ownerUrl`, and the portal pointed at it. */
export async function runBox(ownerUrl: string): Promise<RunningBox> {
  const running = await serveBox({ url: await letBoxIn(ownerUrl), port: 0, host: '127.0.0.1', mostInMinute: Number.POSITIVE_INFINITY })
  pointAtBox(`http://127.0.0.1:${running.port}`)
  return running
}

/** With whole settings, as jobs read them again. */
export async function savedOrganisation(deps: Deps): Promise<Organisation> {
  const made = await newOrganisation(deps)
  await reveal(deps.db).organisation.update({ where: { id: made.id }, data: { settings: JSON.parse(JSON.stringify(made.settings)) } })
  forgetOrganisations(deps)
  return made
}

export async function makeOfficer(deps: Deps, organisation: Organisation, personId: string): Promise<void> {
  await reveal(deps.db).roleGrant.create({ data: { organisationId: organisation.id, personId, role: 'election-officer' } })
}

export async function newOfficer(deps: Deps, organisation: Organisation, username = 'officer'): Promise<string> {
  const personId = await newPerson(deps, organisation, { username })
  await makeOfficer(deps, organisation, personId)
  return personId
}

/** A vote that is open for an hour, with everybody of the organisation on its roll. */
export async function freezeVote(deps: Deps, organisation: Organisation, officer: string, more: Partial<ElectionPlan> = {}): Promise<Election> {
  const id = randomUUID()
  const place = { organisationId: organisation.id, id }
  const plan = planOfVote(more)
  await createElection(deps, organisation.id, { id, plan, createdBy: officer })
  if (plan.keys === 'officers') await reveal(deps.db).election.updateMany({ where: place, data: { officersKey: makeSealKey().sealKey } })
  await beginFreeze(deps, { ...place, version: 1 }, officer)
  await runElection(deps, { organisationId: organisation.id, electionId: id })
  const election = await findElection(deps, organisation.id, id)
  if (election?.state !== 'frozen') throw new Error('not frozen')
  return election
}

/** The same, where ballots are sealed. */
export async function freezeSealed(...words: Parameters<typeof freezeVote>): Promise<Election & { manifest: Manifest }> {
  const election = await freezeVote(...words)
  if (!election.manifest) throw new Error('a simple vote')
  return { ...election, manifest: election.manifest }
}

/** The card of somebody on the roll, as their browser collects it. */
export async function collectCard(deps: Deps, { organisationId, id, manifest }: Election & { manifest: Manifest }, personId = ''): Promise<Card> {
  const wish = await askForCard(manifest.tokenKey)
  const issued = await issueCard(deps, organisationId, { electionId: id, personId, blinded: wish.blinded })
  if (!issued.ok) throw new Error(issued.failure)
  return finishCard(manifest.tokenKey, wish, issued.value)
}

export async function sendBallot({ box, election }: Manifest, ballot: Ballot): Promise<{ outcome: string; free?: number }> {
  return (await fetch(`${box}/e/${election}/ballot`, { method: 'POST', body: JSON.stringify(ballot) })).json()
}
