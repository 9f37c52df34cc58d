import type { Deps } from '@/lib/core/db'
import { applyOrganisation } from '@/lib/organisations/apply-organisation'
import { presets } from '@/lib/organisations/presets/all'
import { standard } from '@/lib/organisations/presets/standard'
import type { OrganisationSettingsInput } from '@/lib/organisations/schema'

/** Locks after three wrong passwords, for two seconds: for what must be seen to end by itself. */
const provstad: OrganisationSettingsInput = {
  ...standard,
  name: 'Provstad',
  languages: ['sv'],
  signIn: { pages: 1 },
  secondFactor: 'never',
  lock: { failures: 3, windowMinutes: 15, waitsSeconds: [2] },
}

/** The organisations of the journeys: the presets, and one for what takes too long in them. */
export async function makeOrganisations(deps: Deps): Promise<void> {
  for (const [slug, settings] of Object.entries({ ...presets, provstad })) {
    const applied = await applyOrganisation(deps, { slug, settings })
    if (!applied.ok) throw new Error(`The settings of ${slug} are not right:\n${applied.failure.join('\n')}`)
  }
}
