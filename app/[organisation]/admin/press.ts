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

type Press = { once: string; currentPassword?: string }
type How = {
  /** asks for the own password when it was proved long ago */
  isSensitive: boolean
  done: string
  /** the field that a failure is about */
  fieldOf?: (failure: WordKey) => string | null
}

/** A button of an administrator: done once however often it was pressed, then the page that tells. */
export async function press(
  visit: MemberVisit,
  typed: Press,
  { isSensitive, done, fieldOf }: How,
  run: () => Promise<Result<unknown, WordKey>>,
): Promise<Answer> {
  const { deps, organisation, session } = visit
  const { freshMinutes } = organisation.settings.sessions
  if (isSensitive && (typed.currentPassword !== undefined || !isFresh(session.authenticatedAt, freshMinutes + patience, deps.now()))) {
    const proof = await stepUp(visit, typed.currentPassword ?? '')
    if (!proof.ok) return proof.failure
  }
  if (await isSecondPress(deps, organisation, typed.once)) return goTo(done)
  const result = await run()
  if (result.ok) return goTo(done)
  await forgetPress(deps, organisation, typed.once)
  return wrong(sayFailure(visit, result.failure), fieldOf?.(result.failure) ?? null)
}
