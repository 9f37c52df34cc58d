'use server'

import { refresh } from 'next/cache'
import { beginStaffProof, submitStaffProof } from '@/lib/flows/desk/prove-staff'
import { beginApp, submitApp } from '@/lib/flows/own-factors/enrol-app'
import { beginPasskey, submitNewPasskey } from '@/lib/flows/own-factors/enrol-passkey'
import type { Enrolled } from '@/lib/flows/own-factors/finish-enrolment'
import { proveWay } from '@/lib/flows/own-factors/prove-way'
import { removeOwnFactor } from '@/lib/flows/own-factors/remove-factor'
import { appCodeForm, newCodesForm, newFactorForm, nothingForm, ownProofForm, removeForm } from '@/lib/flows/own-factors/schema'
import { putCodesAway, renewRecoveryCodes } from '@/lib/flows/own-factors/show-codes'
import { enrolAction, goTo, wrong } from '@/lib/web/actions'
import { setSessionCookie } from '@/lib/web/cookies'
import { sayFailure } from '@/lib/web/say-failure'
import type { MemberVisit } from '@/lib/web/session'
import { stepUp } from '../../../step-up'

export const addApp = enrolAction(newFactorForm, async (visit, { name, currentPassword }) => {
  const { deps, organisation, client, paths } = visit
  const proof = await stepUp(visit, currentPassword)
  if (!proof.ok) return proof.failure
  const begun = await beginApp(deps, organisation, client, proof.value, name)
  return begun.ok ? goTo(paths.newApp) : wrong(sayFailure(visit, begun.failure))
})

export const sendAppCode = enrolAction(appCodeForm, async (visit, { journey, code }) => {
  const { deps, organisation, client, session, paths } = visit
  const kept = await submitApp(deps, organisation, client, session, journey, code)
  if (!kept.ok) return kept.failure === 'details.ended' ? goTo(paths.factors) : wrong(sayFailure(visit, kept.failure), 'code')
  return goOn(visit, kept.value)
})

export const addPasskey = enrolAction(newFactorForm, async (visit, { name, currentPassword }) => {
  const { deps, organisation, client, paths } = visit
  const proof = await stepUp(visit, currentPassword)
  if (!proof.ok) return proof.failure
  const begun = await beginPasskey(deps, organisation, client, proof.value, name)
  return begun.ok ? goTo(paths.newPasskey) : wrong(sayFailure(visit, begun.failure))
})

export const sendNewPasskey = enrolAction(appCodeForm, async (visit, { journey, code }) => {
  const { deps, organisation, client, session, paths } = visit
  const kept = await submitNewPasskey(deps, organisation, client, session, journey, code)
  if (!kept.ok) return kept.failure === 'details.ended' ? goTo(paths.factors) : wrong(sayFailure(visit, kept.failure))
  return goOn(visit, kept.value)
})

export const removeFactor = enrolAction(removeForm, async (visit, { factor, currentPassword }) => {
  const { deps, organisation, client, paths } = visit
  const proof = await stepUp(visit, currentPassword)
  if (!proof.ok) return proof.failure
  const removed = await removeOwnFactor(deps, organisation, client, proof.value, factor)
  return removed.ok ? goTo(`${paths.factors}?did=removed`) : wrong(sayFailure(visit, removed.failure))
})

export const makeNewCodes = enrolAction(newCodesForm, async (visit, { currentPassword }) => {
  const { deps, organisation, client, paths } = visit
  const proof = await stepUp(visit, currentPassword)
  if (!proof.ok) return proof.failure
  const made = await renewRecoveryCodes(deps, organisation, client, proof.value)
  return made.ok ? goTo(paths.newRecoveryCodes) : wrong(sayFailure(visit, made.failure))
})

export const keepCodes = enrolAction(nothingForm, async ({ deps, organisation, client, session, paths }) => {
  await putCodesAway(deps, organisation, client, session.personId)
  return goTo(paths.factors)
})

export const sendProof = enrolAction(nothingForm, async (visit) => {
  const { deps, organisation, client, session, paths } = visit
  const sent = await beginStaffProof(deps, organisation, client, session)
  return sent.ok ? goTo(`${paths.factorProof}?way=sms`) : wrong(sayFailure(visit, sent.failure))
})

export const sendProofCode = enrolAction(appCodeForm, async (visit, { journey, code }) => {
  const { deps, organisation, client, session, paths } = visit
  const proved = await submitStaffProof(deps, organisation, client, session, journey, code, 'factor.proved')
  if (!proved.ok) return proved.failure === 'details.ended' ? goTo(paths.factorProof) : wrong(sayFailure(visit, proved.failure), 'code')
  await keepCookie(visit, proved.value)
  return goTo(paths.factors)
})

export const sendOwnProof = enrolAction(ownProofForm, async (visit, { by, code }) => {
  const { deps, organisation, client, session, paths } = visit
  const proved = await proveWay(deps, organisation, client, session, { way: by, typed: code, act: 'factor.proved' })
  if (by === 'passkey' && !proved.ok) refresh() // a passkey that was refused is asked for anew
  if (!proved.ok) return wrong(sayFailure(visit, proved.failure), 'code')
  await keepCookie(visit, proved.value)
  return goTo(paths.factors)
})

/** A factor that was set up: the session has a new id, and new recovery codes are looked at first. */
async function goOn(visit: MemberVisit, { token, hasNewCodes }: Enrolled) {
  await keepCookie(visit, token)
  return goTo(hasNewCodes ? visit.paths.newRecoveryCodes : `${visit.paths.factors}?did=added`)
}

const keepCookie = ({ organisation, session: { expiresAt, isRemembered } }: MemberVisit, token: string) =>
  setSessionCookie(organisation.slug, { token, expiresAt, isRemembered })
