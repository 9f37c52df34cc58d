import type { Deps } from '@/lib/core/db'
import type { ElectionPlan } from './schema'
import { countEligible, insertElection, moveState, removeDraft, saveDraft, saveOfficersKey } from './store'

/** False when the same form made it before. */
export const createElection = (deps: Deps, organisationId: string, { id, plan, createdBy }: { id: string; plan: ElectionPlan; createdBy: string }) =>
  insertElection(deps.db, organisationId, { id, plan, createdBy, createdAt: deps.now() })

type Draft = { organisationId: string; id: string; version: number }

/** False when somebody changed it meanwhile, or it is frozen. */
export const changeElection = (deps: Deps, { organisationId, id, version }: Draft, plan: ElectionPlan) => saveDraft(deps.db, organisationId, id, version, plan)

/** Takes the public half of the key that officers have made. False when the draft was changed meanwhile, or officers hold no keys in it. */
export const takeOfficersKey = (deps: Deps, { organisationId, id, version }: Draft, officersKey: string) =>
  saveOfficersKey(deps.db, organisationId, id, version, officersKey)

/** A draft leaves nothing behind but its line in the audit. */
export const discardElection = (deps: Deps, { organisationId, id }: Draft) => removeDraft(deps.db, organisationId, id)

/** How many a freeze would put on the roll now. */
export const countVoters = (deps: Deps, organisationId: string, groupIds: readonly string[]) => countEligible(deps.db, organisationId, groupIds)

/** From here on nobody changes it: the worker writes the roll down. False when it was changed meanwhile. */
export const beginFreeze = (deps: Deps, { organisationId, id, version }: Draft, frozenBy: string) =>
  moveState(deps.db, organisationId, id, { from: 'draft', to: 'freezing', version, frozenBy, frozenAt: deps.now() })
