import type { Deps } from '@/lib/core/db'
import { type OrganisationSettings, organisationSettings } from './schema'
import { findVersionUpTo } from './store'

export type Version = {
  number: number
  actorId: string | null
  reason: string
  likeNumber: number | null
  at: Date
  /** null where today's portal can't read them any more */
  settings: OrganisationSettings | null
}

const read = (found: Awaited<ReturnType<typeof findVersionUpTo>>): Version | null =>
  found && { ...found, settings: organisationSettings.safeParse(found.settings).data ?? null }

/** The settings that were in force under this number. */
export async function findVersion(deps: Deps, organisationId: string, number: number): Promise<Version | null> {
  const found = read(await findVersionUpTo(deps.db, organisationId, number))
  return found?.number === number ? found : null
}

/** The ones that it followed. */
export const findVersionBefore = async (deps: Deps, organisationId: string, number: number) => read(await findVersionUpTo(deps.db, organisationId, number - 1))
