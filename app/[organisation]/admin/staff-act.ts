import type { Result } from '@/lib/core/result'
import { forgetPress, isSecondPress } from '@/lib/flows/desk/press-once'
import { isFresh } from '@/lib/sessions/rules'
import { type Answer, goTo, wrong } from '@/lib/web/actions'
import type { MemberVisit } from '@/lib/web/session'
import type { WordKey } from '@/lib/words/keys'
import { sayFailure } from '../(entrance)/sign-in/failure'
import { stepUp } from '../step-up'

/** A page may have stood open for a while when its button is pressed; minutes. */
const patience = 10

type Act = {
  /** where its result stands in a line */
  done: string
  run: () => Promise<Result<unknown, WordKey>>
  /** where on the form it stands that something is wrong */
  fieldOf: (failure: WordKey) => string | null
}

/** One act of staff: the own password when it was proved long ago, once however often the button was pressed, then its result. */
export async function staffAct(visit: MemberVisit, typed: { once: string; currentPassword?: string }, { done, run, fieldOf }: Act): Promise<Answer> {
  const { deps, organisation, session } = visit
  const { freshMinutes } = organisation.settings.sessions
  if (typed.currentPassword !== undefined || !isFresh(session.authenticatedAt, freshMinutes + patience, deps.now())) {
    const proof = await stepUp(visit, typed.currentPassword ?? '')
    if (!proof.ok) return proof.failure
  }
  if (await isSecondPress(deps, organisation, typed.once)) return goTo(done)
  const result = await run()
  if (result.ok) return goTo(done)
  await forgetPress(deps, organisation, typed.once)
  return wrong(sayFailure(visit, result.failure), fieldOf(result.failure))
}
