import { closeDb, openDb } from '@/lib/core/db'
import { makeClient } from '@/lib/flows/openid/make-client'
import { findOrganisation } from '@/lib/organisations/find-organisation'
import { handelsforbundet } from '@/lib/organisations/presets/handelsforbundet'
import type { OrganisationSettingsInput } from '@/lib/organisations/schema'
import { makeOrganisation } from './database'
import type { Finding } from './measure'
import type { Server } from './processes'
import { compareLatency, slugs } from './sign-in'

/** Nothing of what can stand beside a password. */
const bare: OrganisationSettingsInput = { ...handelsforbundet, factors: { areAppsOffered: false, arePasskeysOffered: false } }

/** All of it: apps, passkeys, remembered browsers, another provider; nobody has set anything up, as most people have not. */
const whole: OrganisationSettingsInput = {
  ...handelsforbundet,
  factors: { areAppsOffered: true, arePasskeysOffered: true, deviceDays: 30 },
  provider: { issuer: 'https://login.example.org', clientId: 'porten' },
}

/** An organisation beside it, whose passwords live in a directory. */
const neighbour: OrganisationSettingsInput = {
  ...handelsforbundet,
  directory: { kind: 'ldap', servers: ['ldaps://dc1.example.org'], bindName: 'cn=porten,dc=example,dc=org', base: 'ou=people,dc=example,dc=org' },
}

export const makeBare = (url: string) => makeOrganisation(url, slugs.one, bare)

/** The same with everything on, and a system that signs people in through the portal. */
export async function makeWhole(url: string): Promise<void> {
  await makeOrganisation(url, slugs.one, whole)
  await makeOrganisation(url, 'neighbour', neighbour)
  const deps = { db: openDb(url, 1), now: () => new Date() }
  try {
    const organisation = await findOrganisation(deps, slugs.one)
    if (!organisation) throw new Error('no organisation')
    const redirectUris = ['https://library.example.org/callback']
    const library = {
      name: 'The library',
      isPublic: false,
      redirectUris,
      logoutUris: [],
      backchannelUri: null,
      frontchannelUri: null,
      groupId: null,
      asksPerson: false,
    }
    const made = await makeClient(deps, organisation, { actorId: null, client: null, reason: 'the benchmark' }, { ...library, scopes: ['openid'] })
    if (!made.ok) throw new Error(made.failure)
  } finally {
    await closeDb(deps.db)
  }
}

/** A plain sign-in by password where directory, OpenID, passkeys and apps are on, against one where they are off. */
export const benchTrust = (whole: Server, bare: Server, often: { rounds: number; perRound: number }): Promise<Finding[]> =>
  compareLatency('trust', 'with directory, OpenID, passkeys and apps on, against off', { ours: whole, theirs: bare }, often, { atMost: 1.05 })
