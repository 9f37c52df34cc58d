import { notFound, redirect } from 'next/navigation'
import type { z } from 'zod'
import { allowRight } from '@/lib/flows/allow-right'
import { countUse } from '@/lib/limits/count-use'
import { may, type Reach, type Right, reachOf } from '@/lib/permissions/rules'
import { provesStaff } from '@/lib/sessions/rules'
import { type Answer, goTo, memberAction, type Shape } from './actions'
import { type MemberVisit, requireMember } from './session'

/** A visit of staff who may do what the page or action is for. */
export type StaffVisit = MemberVisit & {
  /** to whom: everybody, but for a right of the desk that is bounded to groups. Whatever shows or changes a person takes it along */
  reach: Reach
}

/**
 * For the first line of every page of staff. Who may not do it learns nothing of the page, not even that it exists; who
 * may, but proved a password alone, proves the second factor first, also on the organisation's own network (security.md 49).
 */
export async function requireStaff(right: Right): Promise<StaffVisit> {
  const visit = await requireMember()
  const { grants, factors, personId } = visit.session
  if (!may(grants, right)) {
    // A page asks for its title too, and somebody may press F5 for an hour: that is one line of the log.
    const knock = { name: 'refused-right', key: `${visit.organisation.id} ${personId} ${right}`, max: 1, windowSeconds: 600 }
    if (!(await countUse(visit.deps, knock)).isOver) await writeDown(visit, right)
    notFound()
  }
  if (!provesStaff(factors)) redirect(`${visit.paths.adminProof}?to=${encodeURIComponent(visit.base + visit.path)}`)
  return { ...visit, reach: reachOf(grants, right) }
}

/** An action of staff: like `memberAction`, and as `requireStaff` for its page: whoever may not do it does not learn what it reads. */
export function staffAction<Input extends Shape>(right: Right, input: Input, run: (visit: StaffVisit, input: z.output<Input>) => Promise<Answer>) {
  return memberAction(
    input,
    (visit, typed) => run({ ...visit, reach: reachOf(visit.session.grants, right) }, typed),
    async (visit) => {
      const { session, paths } = visit
      if (!may(session.grants, right)) {
        await writeDown(visit, right)
        notFound()
      }
      return provesStaff(session.factors) ? null : goTo(paths.adminProof)
    },
  )
}

/** Who tries what they may not is in the log (security.md 52). */
const writeDown = ({ deps, organisation, client, session }: MemberVisit, right: Right) =>
  allowRight(deps, organisation, { actorId: session.personId, client }, right)
