import { beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { inventOrganisation, inventPerson, sentMessages } from '@/e2e/support/invented'
import { reveal } from '@/lib/core/prisma'
import { applyOrganisation } from '@/lib/organisations/apply-organisation'
import { changeDraft, digestOf } from '@/lib/organisations/change-draft'
import { discardDraft } from '@/lib/organisations/discard-draft'
import { findOrganisation } from '@/lib/organisations/find-organisation'
import { findSettings } from '@/lib/organisations/find-settings'
import { listVersions } from '@/lib/organisations/list-versions'
import { renewDraft } from '@/lib/organisations/renew-draft'
import type { Organisation, OrganisationSettings } from '@/lib/organisations/schema'
import type { SettingPath } from '@/lib/organisations/settings-parts'
import { startFromPreset } from '@/lib/organisations/start-from-preset'
import type { Person } from '@/lib/people/rules'
import { applyDatedDrafts } from './apply-dated-drafts'
import { applyDraft } from './apply-draft'
import { bringBackVersion } from './bring-back-version'
import { countTouched } from './count-touched'
import { dateDraft } from './date-draft'
import { findLockOuts } from './find-lock-outs'
import { tellSettingsJob } from './schema'
import { tellSettings } from './tell-settings'
import { undateDraft } from './undate-draft'

const database = testDatabase()
let organisation: Organisation
let maja: Person
let number = 0

beforeEach(async () => {
  number += 1
  organisation = await inventOrganisation(database.deps, 'standard', {}, `standard-${number}`)
  maja = await inventPerson(database.deps, organisation, { username: 'maja', email: 'maja@example.org', roles: ['administrator'] })
})

const by = () => ({ actorId: maja.id, personal: { address: '203.0.113.9' } })
const change = (wish: (shown: OrganisationSettings) => object) => changeDraft(database.deps, organisation.id, by(), { change: wish })
const now = () => findSettings(database.deps, organisation.id)
const apply = async (reason = 'because') => applyDraft(database.deps, organisation.id, by(), { revision: (await now()).draft?.revision ?? 0, reason })
const withWindow = (windowMinutes: number) => (shown: OrganisationSettings) => ({ ...shown, lock: { ...shown.lock, windowMinutes } })
const withoutFactor = (shown: OrganisationSettings) => ({
  ...shown,
  secondFactor: 'never' as const,
})
const acts = async () =>
  (await reveal(database.deps.db).auditEvent.findMany({ where: { organisationId: organisation.id }, orderBy: { id: 'asc' } })).map(({ act }) => act)
const jobs = async () => {
  const rows = await reveal(database.deps.db).$queryRaw<{ payload: unknown }[]>`
    DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_tasks t WHERE t.id = j.task_id AND t.identifier = 'tell-settings'
    AND j.payload->>'organisationId' = ${organisation.id} RETURNING j.payload`
  return rows.map(({ payload }) => tellSettingsJob.parse(payload))
}

describe('a draft', () => {
  test('changes nothing that is in force until it is applied, and then everywhere, as a version with who and why', async () => {
    await change(withWindow(20))
    expect((await now()).inForce.settings.lock.windowMinutes).toBe(15)
    expect(await apply('Beslut 12')).toEqual({ ok: true, value: { number: 2 } })
    expect((await findOrganisation(database.deps, organisation.slug))?.settings.lock.windowMinutes).toBe(20)
    const { versions } = await listVersions(database.deps, organisation.id, null)
    expect(versions).toEqual([
      expect.objectContaining({ number: 2, actorId: maja.id, reason: 'Beslut 12', at: database.clock.at }),
      expect.objectContaining({ number: 1, actorId: null }),
    ])
    expect((await now()).draft).toBeNull()
    expect((await acts()).slice(-2)).toEqual(['settings.draft-changed', 'organisation.settings-applied'])
  })

  test('that is wrong anywhere is refused whole, at its place', async () => {
    const wrong = await change((shown) => ({ ...shown, lock: { ...shown.lock, failures: 1 }, homeAddress: 'javascript:alert(1)' }))
    expect(wrong).toMatchObject({ ok: false, failure: { why: 'wrong', problems: [{ place: ['homeAddress'] }, { place: ['lock', 'failures'] }] } })
    await inventOrganisation(database.deps, 'standard', { hosts: [`taken-${number}.example.org`] }, `other-${number}`)
    expect(await change((shown) => ({ ...shown, hosts: [`taken-${number}.example.org`] }))).toMatchObject({
      failure: { problems: [{ place: ['hosts'], isTaken: true }] },
    })
    expect((await now()).draft).toBeNull()
  })

  test('needs a reason of its own for each rule that it breaks, and for being applied', async () => {
    await change((shown) => ({ ...shown, passwords: { ...shown.passwords, minLength: 6 } }))
    expect(await apply()).toEqual({ ok: false, failure: ['settings.draft.unrecorded'] })
    await change((shown) => ({ ...shown, deviations: [{ rule: 18, reason: 'An old system.' }] }))
    expect(await apply(' ')).toEqual({ ok: false, failure: ['settings.noReason'] })
    expect((await apply()).ok).toBe(true)
    // A reason for what is not broken any more goes with it.
    await change((shown) => ({ ...shown, passwords: { ...shown.passwords, minLength: 15 } }))
    expect((await now()).shown.deviations).toEqual([])
  })

  test('that becomes what is in force again is none', async () => {
    await change(withWindow(20))
    await change(withWindow(15))
    expect((await now()).draft).toBeNull()
  })

  test('of two administrators: other settings go together, the same ones are told to the second, and nobody applies what they have not seen', async () => {
    const seen = ['lock.windowMinutes'] satisfies SettingPath[]
    const digest = digestOf((await now()).shown, seen)
    const late = () => changeDraft(database.deps, organisation.id, by(), { change: withWindow(30), seen: { paths: seen, digest } })
    await change((shown) => ({ ...shown, name: 'Annat' }))
    expect((await late()).ok).toBe(true)
    expect(await late()).toMatchObject({ ok: false, failure: { why: 'changed', draft: { changedBy: maja.id } } })
    expect((await now()).shown).toMatchObject({ name: 'Annat', lock: { windowMinutes: 30 } })
    expect(await applyDraft(database.deps, organisation.id, by(), { revision: 1, reason: 'x' })).toEqual({ ok: false, failure: ['settings.draft.changed'] })
    expect(await discardDraft(database.deps, organisation.id, by(), 1)).toEqual({ ok: false, failure: 'settings.draft.changed' })
    const both = await Promise.all([apply(), apply()])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect((await now()).inForce.version).toBe(2)
  })

  test('that others overtook is brought up to date before it is applied, and keeps its own changes', async () => {
    await change(withWindow(20))
    const { inForce } = await now()
    await applyOrganisation(database.deps, { slug: organisation.slug, settings: { ...inForce.settings, name: 'Nytt namn' } })
    expect(await apply()).toEqual({ ok: false, failure: ['settings.draft.outdated'] })
    await renewDraft(database.deps, organisation.id, by(), (await now()).draft?.revision ?? 0)
    expect((await apply()).ok).toBe(true)
    expect((await now()).inForce.settings).toMatchObject({ name: 'Nytt namn', lock: { windowMinutes: 20 } })
  })

  test('begun from a preset takes its rules and nothing of who it is', async () => {
    await change((shown) => startFromPreset(shown, 'motafors', false))
    const { shown, inForce } = await now()
    expect(shown).toMatchObject({ lock: { failures: 5 }, passwords: { history: 24 }, deviations: expect.arrayContaining([]) })
    for (const own of ['name', 'look', 'help', 'hosts', 'languages', 'trustedNetworks', 'words', 'notices'] as const)
      expect(shown[own]).toEqual(inForce.settings[own])
  })
})

describe('a dated draft', () => {
  const inAnHour = () => new Date(database.clock.at.getTime() + 3_600_000)
  const date = async (at: Date | null) =>
    dateDraft(database.deps, organisation.id, by(), { revision: (await now()).draft?.revision ?? 0, reason: 'Från i morgon', at })

  test('can’t be changed, comes into force at its time, once', async () => {
    await change(withWindow(20))
    expect(await date(database.clock.at)).toEqual({ ok: false, failure: ['settings.wrong.time'] })
    expect((await date(inAnHour())).ok).toBe(true)
    expect(await change(withWindow(30))).toEqual({ ok: false, failure: { why: 'dated' } })
    await applyDatedDrafts(database.deps)
    expect((await now()).inForce.version).toBe(1)
    database.clock.forward(3_600_000)
    await Promise.all([applyDatedDrafts(database.deps), applyDatedDrafts(database.deps)])
    expect((await now()).inForce).toMatchObject({ version: 2, settings: { lock: { windowMinutes: 20 } } })
    expect((await now()).draft).toBeNull()
  })

  test('that was stopped does not', async () => {
    await change(withWindow(20))
    await date(inAnHour())
    await undateDraft(database.deps, organisation.id, by(), (await now()).draft?.revision ?? 0)
    database.clock.forward(3_600_000)
    await applyDatedDrafts(database.deps)
    expect((await now()).inForce.version).toBe(1)
    expect((await change(withWindow(30))).ok).toBe(true)
  })

  test('that can’t come into force any more is a draft again, and every administrator reads why', async () => {
    await change(withWindow(20))
    await date(inAnHour())
    await applyOrganisation(database.deps, { slug: organisation.slug, settings: { ...organisation.settings, name: 'Annat' } })
    database.clock.forward(3_600_000)
    await applyDatedDrafts(database.deps)
    expect((await now()).draft).toMatchObject({ effectiveAt: null, failure: 'settings.draft.outdated' })
    for (const job of await jobs()) await tellSettings(database.deps, job)
    expect((await sentMessages(database.deps)).at(-1)).toMatchObject({ purpose: 'settings-not-applied', recipient: 'maja@example.org' })
    expect(await acts()).toContain('settings.not-applied')
  })
})

test('going back makes a new version that is equal to the older one, unless something else came into force meanwhile', async () => {
  await change(withWindow(20))
  await apply()
  const back = (inForce: number) => bringBackVersion(database.deps, organisation.id, by(), { number: 1, inForce, reason: 'Ångrat' })
  expect(await back(1)).toEqual({ ok: false, failure: ['settings.draft.outdated'] })
  expect(await back(2)).toEqual({ ok: true, value: { number: 3 } })
  expect((await now()).inForce.settings).toEqual(organisation.settings)
  expect((await listVersions(database.deps, organisation.id, null)).versions[0]).toMatchObject({ number: 3, likeNumber: 1, reason: 'Ångrat' })
})

test('what lowers the security is told to every administrator, also when it was the operator, and what does not is told to nobody', async () => {
  await inventPerson(database.deps, organisation, { username: 'nils', email: 'nils@example.org', roles: ['administrator'] })
  await inventPerson(database.deps, organisation, { username: 'member', email: 'member@example.org' })
  await change((shown) => ({ ...shown, name: 'Annat' }))
  await apply()
  expect(await jobs()).toEqual([])
  const before = (await sentMessages(database.deps)).length
  await applyOrganisation(database.deps, { slug: organisation.slug, settings: withoutFactor(organisation.settings) })
  for (const job of await jobs()) await tellSettings(database.deps, job)
  const sent = (await sentMessages(database.deps)).slice(before)
  expect(sent.map(({ recipient }) => recipient).sort()).toEqual(['maja@example.org', 'nils@example.org'])
  expect(sent[0]?.text).toContain('den som driver portalen')
})

test.each<[string, (settings: OrganisationSettings) => OrganisationSettings, string[]]>([
  ['nothing changed', (settings) => settings, []],
  [
    'names that no administrator has',
    (settings) => ({ ...settings, signIn: { ...settings.signIn, identifiers: ['memberNumber'] } }),
    ['settings.lockOut.administrators'],
  ],
  ['no messages to their country', (settings) => ({ ...settings, limits: { ...settings.limits, smsCountries: ['NO'] } }), ['settings.lockOut.administrators']],
  [
    'a first sign-in inside, and no inside',
    (settings) => ({ ...settings, trustedNetworks: [], signIn: { ...settings.signIn, isFirstInsideOnly: true } }),
    ['settings.lockOut.firstInside'],
  ],
])('what would lock every administrator out is refused: %s', async (_, wish, expected) => {
  expect(await findLockOuts(database.deps, organisation.id, wish(organisation.settings))).toEqual(expected)
  await change(wish)
  if (expected.length > 0) expect(await apply()).toEqual({ ok: false, failure: expected })
})

test('how many people a change touches is counted of this organisation’s open accounts', async () => {
  await inventPerson(database.deps, organisation, { username: 'tom', email: null, mobile: null, memberNumber: '77', firstSignedInAt: null })
  await inventPerson(database.deps, organisation, { username: 'disabled', email: null, mobile: null, status: 'disabled' })
  const { settings } = organisation
  const to = { ...settings, signIn: { ...settings.signIn, identifiers: ['email' as const], isFirstInsideOnly: true } }
  const paths: SettingPath[] = ['secondFactor', 'signIn.identifiers', 'recovery.proofs', 'signIn.isFirstInsideOnly', 'passwords.minLength', 'lock.failures']
  expect(await countTouched(database.deps, organisation.id, paths, to)).toEqual([
    { what: 'noMobile', count: 1 },
    { what: 'noName', count: 1 },
    { what: 'noProof', count: 1 },
    { what: 'neverSignedIn', count: 1 },
    { what: 'locked', count: 0 },
    { what: 'passwords', count: 3 },
  ])
  expect(await countTouched(database.deps, organisation.id, ['name'], to)).toEqual([])
})
