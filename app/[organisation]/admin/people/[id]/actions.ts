'use server'

import type { z } from 'zod'
import type { Result } from '@/lib/core/result'
import { correctContact as correct } from '@/lib/flows/desk/correct-contact'
import { endSessions as end } from '@/lib/flows/desk/end-sessions'
import { freezeAccount as freeze } from '@/lib/flows/desk/freeze-account'
import { removeOwnFactors as removeOwn } from '@/lib/flows/desk/remove-own-factors'
import { removeSecondFactor as remove } from '@/lib/flows/desk/remove-second-factor'
import { actForm, callerCodeForm, callerResendForm, correctionForm, sendForm } from '@/lib/flows/desk/schema'
import { sendFirstPassword as send } from '@/lib/flows/desk/send-first-password'
import { thawAccount as thaw } from '@/lib/flows/desk/thaw-account'
import { unlockAccount as unlock } from '@/lib/flows/desk/unlock-account'
import { beginVerification, resendVerification, submitVerification } from '@/lib/flows/desk/verify-caller'
import { type Answer, goTo, wrong } from '@/lib/web/actions'
import { sayFailure } from '@/lib/web/say-failure'
import type { MemberVisit } from '@/lib/web/session'
import { staffAction } from '@/lib/web/staff'
import type { WordKey } from '@/lib/words/keys'
import { press } from '../../press'

type ActInput = z.output<typeof actForm>
type SendInput = z.output<typeof sendForm>
type CorrectionInput = z.output<typeof correctionForm>

const wishOf = ({ session, client }: MemberVisit, { person, reason }: ActInput) => ({ actorId: session.personId, client, personId: person, reason })

export const unlockAccount = staffAction('desk.unlock-account', actForm, (visit, typed) =>
  act(visit, typed, 'unlock', () => unlock(visit.deps, visit.organisation, wishOf(visit, typed))),
)

export const thawAccount = staffAction('desk.thaw-account', actForm, (visit, typed) =>
  act(visit, typed, 'thaw', () => thaw(visit.deps, visit.organisation, wishOf(visit, typed))),
)

export const freezeAccount = staffAction('desk.freeze-account', actForm, (visit, typed) =>
  act(visit, typed, 'freeze', () => freeze(visit.deps, visit.organisation, wishOf(visit, typed))),
)

export const endSessions = staffAction('desk.end-sessions', actForm, (visit, typed) =>
  act(visit, typed, 'endSessions', () => end(visit.deps, visit.organisation, wishOf(visit, typed))),
)

export const sendFirstPassword = staffAction('desk.send-first-password', sendForm, (visit, typed: SendInput) =>
  act(visit, typed, typed.channel === 'letter' ? 'letter' : 'send', () =>
    send(visit.deps, visit.organisation, { ...wishOf(visit, typed), channel: typed.channel }),
  ),
)

export const verifyCaller = staffAction('desk.verify-caller', actForm, (visit, typed) =>
  act(visit, typed, 'verify', () => beginVerification(visit.deps, visit.organisation, wishOf(visit, typed))),
)

export const removeSecondFactor = staffAction('desk.remove-second-factor', actForm, (visit, typed) =>
  act(visit, typed, 'removeFactor', () => remove(visit.deps, visit.organisation, wishOf(visit, typed))),
)

export const removeOwnFactors = staffAction('desk.remove-second-factor', actForm, (visit, typed) =>
  act(visit, typed, 'removeOwn', () => removeOwn(visit.deps, visit.organisation, wishOf(visit, typed))),
)

export const correctContact = staffAction('desk.correct-contact', correctionForm, (visit, typed: CorrectionInput) =>
  act(visit, typed, typed.contact === 'email' ? 'correctEmail' : 'correctMobile', () =>
    correct(visit.deps, visit.organisation, { ...wishOf(visit, typed), contact: typed.contact, value: typed.value }),
  ),
)

/** The code as the caller read it; a wrong one leaves the call open. */
export const sendCallerCode = staffAction('desk.verify-caller', callerCodeForm, async (visit, { person, journey, code }) => {
  const { deps, organisation, session, client, paths } = visit
  const checked = await submitVerification(deps, organisation, { staffId: session.personId, client }, person, { journeyId: journey, typed: code })
  if (checked.ok) return goTo(`${paths.adminPerson(person)}?did=${checked.value}`)
  return checked.failure === 'details.ended' ? goTo(paths.adminPerson(person)) : wrong(sayFailure(visit, checked.failure), 'code')
})

export const sendCallerCodeAgain = staffAction('desk.verify-caller', callerResendForm, async (visit, { person, journey }) => {
  const { deps, organisation, session, client, paths } = visit
  const sent = await resendVerification(deps, organisation, { staffId: session.personId, client }, person, journey)
  return sent.ok || sent.failure === 'details.ended'
    ? goTo(`${paths.adminPerson(person)}${sent.ok ? '?did=verify' : ''}`)
    : wrong(sayFailure(visit, sent.failure))
})

function act(visit: MemberVisit, typed: ActInput, name: string, run: () => Promise<Result<unknown, WordKey>>): Promise<Answer> {
  return press(visit, typed, { isSensitive: true, done: `${visit.paths.adminPerson(typed.person)}?did=${name}`, fieldOf }, run)
}

/** Where on the form it stands that something is wrong. */
function fieldOf(failure: WordKey): string | null {
  if (failure === 'desk.noReason') return 'reason'
  return failure.startsWith('details.') || failure === 'desk.correct.same' ? 'value' : null
}
