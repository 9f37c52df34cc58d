import { randomBytes } from 'node:crypto'
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
  factors: { arePasskeysOffered: false },
  lock: { failures: 3, windowMinutes: 15, waitsSeconds: [2] },
}

/** Tells on its own network what becomes of a message with a code, and has two ways for one. */
const kanalby: OrganisationSettingsInput = {
  ...standard,
  name: 'Kanalby',
  languages: ['sv'],
  secondFactor: 'never',
  factors: { arePasskeysOffered: false },
  recovery: { proofs: [['sms', 'email']], areMissingContactsToldInside: true },
}

/** Lets people sign in with passkeys. */
const nyckelby: OrganisationSettingsInput = {
  ...standard,
  name: 'Nyckelby',
  languages: ['sv'],
  signIn: { pages: 1 },
  secondFactor: 'never',
  factors: { arePasskeysOffered: true },
}

/** Of letters only: an SMS leaves out of an organisation's name what could be taken for a code. */
export const unusedSlug = (of: string) => `${of}-${Array.from(randomBytes(8), (byte) => 'bdfghjkmnpqrstvz'[byte % 16]).join('')}`

/** The organisations of the journeys: the presets, and some for what can't be seen in them. */
export async function makeOrganisations(deps: Deps): Promise<void> {
  for (const [slug, settings] of Object.entries({ ...presets, provstad, kanalby, nyckelby })) {
    const applied = await applyOrganisation(deps, { slug, settings })
    if (!applied.ok) throw new Error(`The settings of ${slug} are not right:\n${applied.failure.join('\n')}`)
  }
}
