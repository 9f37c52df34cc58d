'use server'

import { z } from 'zod'
import { toText } from '@/lib/ballots/bytes'
import { findElectionOf } from '@/lib/elections/find-election'
import { makeCardFor } from '@/lib/elections/make-card'
import { packSheetCode } from '@/lib/papers/sheet'
import { memberAction, wrong } from '@/lib/web/actions'

const sheetForm = z.object({ election: z.uuid(), once: z.string().regex(/^[A-Za-z0-9_-]{43}$/) })

/** Makes a member's card for a ballot on paper; no line, message or row of the log tells that it was asked for. */
export const makeSheet = memberAction(sheetForm, async ({ deps, organisation, session, say }, { election: electionId, once }) => {
  const election = await findElectionOf(deps, organisation.id, session.personId, electionId)
  if (!election?.manifest || election.manifest.paper === 'none') return wrong(say('votes.card.gone'))
  const made = await makeCardFor(deps, organisation.id, { electionId, personId: session.personId, once })
  if (!made.ok) return wrong(say(made.failure === 'votes.card.elsewhere' ? 'votes.card.elsewherePaper' : made.failure))
  return { message: say('votes.sheet.ready'), secret: toText(packSheetCode({ election: electionId, card: made.value, language: say.language })) }
})
