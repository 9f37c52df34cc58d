import { recordEvent } from '@/lib/audit/record-event'
import type { CodeFailure } from '@/lib/codes/check-code'
import type { Deps } from '@/lib/core/db'
import type { AppCodeFailure } from '@/lib/factors/check-app-code'
import type { PasskeyFailure } from '@/lib/factors/passkeys'
import type { RecoveryCodeFailure } from '@/lib/factors/recovery-codes'
import type { Organisation } from '@/lib/organisations/schema'
import { type Client, whereFrom } from './client'

type Refused = {
  organisation: Pick<Organisation, 'id'>
  client: Client
  act: string
  why: CodeFailure | AppCodeFailure | RecoveryCodeFailure | PasskeyFailure
  actorId?: string
  subjectId?: string | null
}

/** A typed code that did not open; `actorId` where somebody is signed in, `subjectId` where it is only known whose code it was. */
export function recordRefusedCode(deps: Deps, { organisation, client, act, why, ...who }: Refused): Promise<void> {
  return recordEvent(deps, { organisationId: organisation.id, act, outcome: 'failure', ...who, details: { why }, personal: whereFrom(client) })
}
