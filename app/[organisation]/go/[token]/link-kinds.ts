import type { LinkKind } from './kinds/link-kind'
import { newAddress } from './kinds/new-address'
import { notMe } from './kinds/not-me'
import { recovery } from './kinds/recovery'
import { registration } from './kinds/registration'
import { wayBack } from './kinds/way-back'

/** Every kind of link in messages; a new one is a file in `kinds` and a name here. */
const linkKinds: LinkKind[] = [recovery, newAddress, registration, notMe, wayBack]

/** What the kind that knows the link answers; null when none knows it. */
export async function askLinkKinds<Answered>(ask: (kind: LinkKind) => Promise<Answered | null>): Promise<Answered | null> {
  for (const kind of linkKinds) {
    const answer = await ask(kind)
    if (answer !== null) return answer
  }
  return null
}
