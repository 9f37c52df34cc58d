'use server'

import { refresh } from 'next/cache'
import { beginStaffProof, submitStaffProof } from '@/lib/flows/desk/prove-staff'
import { ownProofForm, proofCodeForm, proofForm } from '@/lib/flows/desk/schema'
import { proveWay } from '@/lib/flows/own-factors/prove-way'
import { goTo, memberAction, wrong } from '@/lib/web/actions'
import { setSessionCookie } from '@/lib/web/cookies'
import { safeReturn } from '@/lib/web/paths'
import { sayFailure } from '@/lib/web/say-failure'

export const sendProof = memberAction(proofForm, async (visit, { to }) => {
  const { deps, organisation, client, session, paths, base } = visit
  const sent = await beginStaffProof(deps, organisation, client, session)
  return sent.ok ? goTo(`${paths.adminProof}?to=${encodeURIComponent(safeReturn(to, base) ?? paths.admin)}&way=sms`) : wrong(sayFailure(visit, sent.failure))
})

export const sendProofCode = memberAction(proofCodeForm, async (visit, { journey, code, to }) => {
  const { deps, organisation, client, session, paths, base } = visit
  const proved = await submitStaffProof(deps, organisation, client, session, journey, code)
  if (!proved.ok) return proved.failure === 'details.ended' ? goTo(paths.adminProof) : wrong(sayFailure(visit, proved.failure), 'code')
  await setSessionCookie(organisation.slug, { token: proved.value, expiresAt: session.expiresAt, isRemembered: session.isRemembered })
  return goTo(safeReturn(to, base) ?? paths.admin)
})

export const sendOwnProof = memberAction(ownProofForm, async (visit, { by, code, to }) => {
  const { deps, organisation, client, session, paths, base } = visit
  const proved = await proveWay(deps, organisation, client, session, { way: by, typed: code, act: 'desk.proved' })
  if (by === 'passkey' && !proved.ok) refresh() // a passkey that was refused is asked for anew
  if (!proved.ok) return proved.failure === 'details.ended' ? goTo(paths.adminProof) : wrong(sayFailure(visit, proved.failure), 'code')
  await setSessionCookie(organisation.slug, { token: proved.value, expiresAt: session.expiresAt, isRemembered: session.isRemembered })
  return goTo(safeReturn(to, base) ?? paths.admin)
})
