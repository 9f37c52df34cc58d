import { randomUUID } from 'node:crypto'
import type { Deps } from '@/lib/core/db'
import { beginFreeze, createElection } from '@/lib/elections/prepare-election'
import type { ElectionPlan } from '@/lib/elections/schema'
import { wakeElection } from '@/lib/flows/elections/run-elections'
import { listGroupNames } from '@/lib/groups/find-group'
import type { TestPerson } from './people'
import { planOfVote } from './voters'

/** A vote of the people of one group, open for an hour, that the worker of the running portal freezes. Returns its id. */
export async function voteOfGroup(deps: Deps, officer: TestPerson, groupName: string, more: Partial<ElectionPlan>): Promise<string> {
  const organisationId = officer.organisation.id
  const group = (await listGroupNames(deps, organisationId)).find(({ name }) => name === groupName)
  if (!group) throw new Error(`no group ${groupName}`)
  const id = randomUUID()
  const plan = planOfVote({ title: { nb: groupName }, groupIds: [group.id], ...more })
  await createElection(deps, organisationId, { id, plan, createdBy: officer.id })
  await beginFreeze(deps, { organisationId, id, version: 1 }, officer.id)
  await wakeElection(deps, { organisationId, electionId: id })
  return id
}
