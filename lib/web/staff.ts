import { notFound, redirect } from 'next/navigation'
import type { z } from 'zod'
import { provesStaff } from '@/lib/flows/desk/rules'
import { may, type Right } from '@/lib/permissions/rules'
import { type Answer, goTo, memberAction, type Shape } from './actions'
import { type MemberVisit, requireMember } from './session'

/**
 * For the first line of every page of staff. Who may not do it learns nothing of the page, not even that it exists; who
 * may, but proved a password alone, proves the second factor first, also on the organisation's own network (security.md 49).
 */
export async function requireStaff(right: Right): Promise<MemberVisit> {
  const visit = await requireMember()
  if (!may(visit.session.roles, right)) notFound()
  if (!provesStaff(visit.session.factors)) redirect(`${visit.paths.adminProof}?to=${encodeURIComponent(visit.base + visit.path)}`)
  return visit
}

/** An action of staff: like `memberAction`, and as `requireStaff` for its page. */
export function staffAction<Input extends Shape>(right: Right, input: Input, run: (visit: MemberVisit, input: z.output<Input>) => Promise<Answer>) {
  return memberAction(input, async (visit, typed) => {
    if (!may(visit.session.roles, right)) notFound()
    return provesStaff(visit.session.factors) ? run(visit, typed) : goTo(visit.paths.adminProof)
  })
}
