import type { Deps } from '@/lib/core/db'
import { hmac } from '@/lib/core/seal'
import { deleteRemembered, deleteRememberedBefore, findRemembered, listRemembered, saveRemembered } from './store'

const days = (count: number) => count * 24 * 60 * 60_000

type Where = { organisationId: string; personId: string; device: string }
const hashOf = ({ organisationId, personId, device }: Where) => hmac('device', organisationId, personId, device)

/** A code was typed here: for so many days none is asked for in this browser. */
export async function rememberDevice(deps: Deps, where: Where, userAgent: string, dayCount: number): Promise<void> {
  const now = deps.now()
  const { organisationId, personId } = where
  const row = { organisationId, personId, deviceHash: hashOf(where), userAgent, createdAt: now, expiresAt: new Date(now.getTime() + days(dayCount)) }
  await saveRemembered(deps.db, row)
}

/** Since when this browser is remembered for the person; null when it is not, or longer ago than the organisation allows now. */
export async function findRememberedDevice(deps: Deps, where: Where, dayCount: number): Promise<Date | null> {
  if (!where.device) return null
  const now = deps.now()
  const since = new Date(now.getTime() - days(dayCount))
  return findRemembered(deps.db, where.organisationId, where.personId, hashOf(where), { now, since })
}

/** The browsers in which the person is asked for no code, newest first. */
export const listRememberedDevices = (deps: Deps, organisationId: string, personId: string) => listRemembered(deps.db, organisationId, personId, deps.now())

/** Forgets one of them, or all; returns how many. */
export const forgetDevices = (deps: Deps, organisationId: string, personId: string, id?: string) => deleteRemembered(deps.db, organisationId, personId, id)

export const removeOldDevices = (deps: Deps, before: Date) => deleteRememberedBefore(deps.db, before)
