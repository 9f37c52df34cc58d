import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { type AppCodeFailure, checkAppCode } from '@/lib/factors/check-app-code'
import { checkPasskey, type PasskeyFailure } from '@/lib/factors/passkeys'
import { type RecoveryCodeFailure, readRecoveryCodes, tryRecoveryCode } from '@/lib/factors/recovery-codes'
import type { Organisation } from '@/lib/organisations/schema'
import { holdActive } from '@/lib/people/hold-person'
import type { Person } from '@/lib/people/rules'
import { allOrNothing } from '../all-or-nothing'
import { type Client, placeOfKeys, whereFrom } from '../client'
import { tellPerson } from '../tell-person'
import { tellOfCopy } from './tell-of-copy'
import { findWays, type OwnWay } from './ways'

export type OwnWayFailure = AppCodeFailure | RecoveryCodeFailure | PasskeyFailure

/** A typed code of the person's own, of the app or one of those on paper, or the answer of a passkey. A way that the person does not have is never right. */
export async function checkOwnWay(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  person: Person,
  way: OwnWay,
  typed: string,
): Promise<Result<null, OwnWayFailure>> {
  if (!(await findWays(deps, organisation, person, client)).includes(way)) return failure(wrongOf[way])
  if (way === 'app') return checkAppCode(deps, organisation.id, person.id, typed)
  if (way === 'recovery-code') return spendRecoveryCode(deps, organisation, client, person, typed)
  const checked = await checkPasskey(deps, organisation.id, placeOfKeys(client), person.id, typed)
  if (checked.ok) return success(null)
  if (checked.failure.why === 'cloned') await tellOfCopy(deps, organisation, client, person.id)
  return failure('factor.passkey.wrong')
}

const wrongOf = { app: 'factor.app.wrong', 'recovery-code': 'factor.recovery.wrong', passkey: 'factor.passkey.wrong' } as const

/** Uses a recovery code up; its owner is told, and how many are left. */
async function spendRecoveryCode(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  person: Person,
  typed: string,
): Promise<Result<null, RecoveryCodeFailure>> {
  const tried = await tryRecoveryCode(deps, organisation.id, person.id, typed)
  if (!tried.ok) return tried
  const spent = await allOrNothing<null, RecoveryCodeFailure>(deps, async (deps) => {
    if (!(await holdActive(deps, organisation.id, person.id))) return failure('factor.recovery.wrong')
    if (!(await tried.value.spend(deps))) return failure('factor.recovery.wrong')
    const left = (await readRecoveryCodes(deps, organisation.id, person.id))?.left ?? 0
    await tellPerson(deps, organisation, person, 'recovery-code-used', { count: left }, { everywhere: true })
    const event = { organisationId: organisation.id, act: 'recovery-code.used', outcome: 'success', actorId: person.id } as const
    await recordEvent(deps, { ...event, details: { left }, personal: whereFrom(client) })
    return success(null)
  })
  if (spent.ok) await tried.value.clear()
  return spent
}
