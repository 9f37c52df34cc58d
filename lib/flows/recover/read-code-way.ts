import { findSentCode } from '@/lib/codes/check-code'
import type { Deps } from '@/lib/core/db'
import { type MessageWay, readMessageWay } from '@/lib/delivery/read-message-way'
import type { Organisation } from '@/lib/organisations/schema'
import { findPerson } from '@/lib/people/find-person'
import { purposeOf, type RecoveryJourney } from './journey'
import { awaitedProof, contactsFor, nextContact, type ProofWay } from './rules'

/** How far the message with the newest code has come, and the other way that the next one would go when this one is stuck. */
export async function readCodeWay(
  deps: Deps,
  organisation: Organisation,
  journey: RecoveryJourney,
): Promise<{ way: MessageWay; other: ProofWay | null } | null> {
  const sent = await findSentCode(deps, { organisation, journeyId: journey.id, purpose: purposeOf(journey) })
  const way = sent?.messageId ? await readMessageWay(deps, organisation.id, sent.messageId) : null
  const person = journey.personId && (await findPerson(deps, organisation.id, journey.personId))
  if (!way || !person) return null
  const next = nextContact(contactsFor(organisation.settings.recovery.proofs[awaitedProof(journey.state) ?? 0] ?? [], person), way)
  return { way, other: next && next.channel !== way.channel ? next.channel : null }
}
