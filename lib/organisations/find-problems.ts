import type { Deps } from '@/lib/core/db'
import { contrastProblems } from './colour'
import { findDeviations } from './deviations'
import type { OrganisationSettings } from './schema'
import type { SettingPath } from './settings-parts'
import { hostsOfOthers } from './store'

export type Problem = { path: SettingPath; message: string }

/** What keeps settings that have the right shape from coming into force, by place. */
export async function findProblems(deps: Deps, slug: string, settings: OrganisationSettings): Promise<Problem[]> {
  const { hue, chroma } = settings.look
  return [
    ...unrecordedRules(settings).map((rule) => ({ path: 'deviations' as const, message: `rule ${rule} of the security rules is broken and not recorded` })),
    ...contrastProblems(hue, chroma).map(({ over, on, ratio }) => ({
      path: 'look.hue' as const,
      message: `${over} on ${on} has a contrast of ${ratio.toFixed(2)}`,
    })),
    ...(await hostsOfOthers(deps.db, slug, settings.hosts)).map((host) => ({ path: 'hosts' as const, message: `${host} belongs to another organisation` })),
  ]
}

/** Rules that are broken without a recorded reason. */
export function unrecordedRules(settings: OrganisationSettings): number[] {
  const recorded = settings.deviations.map(({ rule }) => rule)
  return findDeviations(settings).filter((rule) => !recorded.includes(rule))
}
