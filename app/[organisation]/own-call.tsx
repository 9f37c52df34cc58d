import { Notice } from '@/components/notice'
import { findOwnCall } from '@/lib/flows/desk/verify-caller'
import type { MemberVisit } from '@/lib/web/session'

/** Whether it is the service desk that one talks with: its page shows the same case and the same two words. */
export async function OwnCall({ visit: { deps, organisation, session, say } }: { visit: MemberVisit }) {
  const call = await findOwnCall(deps, organisation.id, session.personId)
  if (!call) return null
  return (
    <Notice tone="good" title={say('call.title', { number: call.caseNumber })}>
      {say('call.text', { words: call.words })}
    </Notice>
  )
}
