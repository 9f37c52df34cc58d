'use server'

import { askErasure as ask } from '@/lib/flows/erasure/ask-erasure'
import { askForm } from '@/lib/flows/erasure/schema'
import { isFresh } from '@/lib/sessions/rules'
import { goTo, memberAction, wrong } from '@/lib/web/actions'
import { stepUp } from '../../step-up'

export const askErasure = memberAction(askForm, async (visit, { currentPassword }) => {
  const { deps, organisation, client, session, say, paths } = visit
  if (!isFresh(session.authenticatedAt, organisation.settings.sessions.freshMinutes, deps.now())) {
    if (!currentPassword) return wrong(say('details.password.missing'), 'currentPassword')
    const proof = await stepUp(visit, currentPassword)
    if (!proof.ok) return proof.failure
  }
  await ask(deps, organisation, client, session.personId)
  return goTo(`${paths.myDetails}?saved=erasure#erasure`)
})
