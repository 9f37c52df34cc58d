import type { Result } from '@/lib/core/result'
import { forgetPress, isSecondPress } from '@/lib/flows/desk/press-once'
import { type Answer, goTo, wrong } from '@/lib/web/actions'
import { sayFailure } from '@/lib/web/say-failure'
import type { MemberVisit } from '@/lib/web/session'
import type { WordKey } from '@/lib/words/keys'
import { proveAgain } from './prove-again'

type Press = { once: string; currentPassword?: string | undefined }
type How = {
  /** asks for the own password when it was proved long ago */
  isSensitive: boolean
  done: string
  /** the field that a failure is about */
  fieldOf?: (failure: WordKey) => string | null
}

/** What stops an act before it is done: the own password that must be proved anew, or that it was done already. */
export async function findObstacle(
  visit: MemberVisit,
  { once, currentPassword }: Press,
  { isSensitive, done }: Pick<How, 'isSensitive' | 'done'>,
): Promise<Answer | null> {
  const unproved = isSensitive ? await proveAgain(visit, currentPassword) : null
  if (unproved) return unproved
  return (await isSecondPress(visit.deps, visit.organisation, once)) ? goTo(done) : null
}

/** A button of an administrator: done once however often it was pressed, then the page that tells. */
export async function press(
  visit: MemberVisit,
  typed: Press,
  { isSensitive, done, fieldOf }: How,
  run: () => Promise<Result<unknown, WordKey>>,
): Promise<Answer> {
  const { deps, organisation } = visit
  const stopped = await findObstacle(visit, typed, { isSensitive, done })
  if (stopped) return stopped
  const result = await run()
  if (result.ok) return goTo(done)
  await forgetPress(deps, organisation, typed.once)
  return wrong(sayFailure(visit, result.failure), fieldOf?.(result.failure) ?? null)
}
