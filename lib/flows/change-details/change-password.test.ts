import { describe, expect, it } from 'vitest'
import { checkPassword } from '@/e2e/support/check-password'
import { testDatabase } from '@/e2e/support/database'
import { takeTellJobs } from '@/e2e/support/invented'
import { acts, messages, newOrganisation, newPerson, newSession, password, person, prove, someClient } from '@/e2e/support/somebody'
import { reveal } from '@/lib/core/prisma'
import { findDetails } from '@/lib/people/find-details'
import { findSession } from '@/lib/sessions/find-session'
import { changePassword } from './change-password'
import { changePersonalDetails } from './change-personal-details'
import { changeSignInDetails } from './change-sign-in-details'
import { endOwnSessions } from './end-own-sessions'
import { provePassword } from './prove-password'

const test = testDatabase()
const client = someClient()
const another = 'en helt annan kvastfot'

async function somebody(settings = {}) {
  const organisation = await newOrganisation(test.deps, settings)
  const id = await newPerson(test.deps, organisation, { username: 'erkki', email: 'erkki@example.org', mobile: '+46701740605' })
  return { organisation, id }
}
const isRight = async (organisationId: string, personId: string, typed: string) => (await checkPassword(test.deps, { organisationId, personId, typed })).isRight

describe('the present password', () => {
  it('given right makes the session’s id another, and the old one is dead at once (security.md 44)', async () => {
    const { organisation, id } = await somebody()
    const session = await newSession(test.deps, organisation, id)
    test.clock.forward(60_000)
    const proof = await provePassword(test.deps, organisation, client, { id: session.id, personId: id }, password)
    expect(proof.ok).toBe(true)
    expect(await findSession(test.deps, organisation.id, session.token)).toBeNull()
    expect(await findSession(test.deps, organisation.id, proof.ok ? proof.value.token : '')).toMatchObject({ id: session.id, authenticatedAt: test.clock.at })
  })

  it('can not be guessed here: wrong ones count, lock and are told to the owner, and then the right one is refused too', async () => {
    const { organisation, id } = await somebody({ lock: { failures: 3, waitsSeconds: [60] } })
    const session = await newSession(test.deps, organisation, id)
    const refused = { ok: false, failure: 'details.password.wrong' }
    for (let tries = 0; tries < 3; tries++)
      expect(await provePassword(test.deps, organisation, client, { id: session.id, personId: id }, 'fel')).toEqual(refused)
    expect(await provePassword(test.deps, organisation, client, { id: session.id, personId: id }, password)).toEqual(refused)
    expect(await takeTellJobs(test.deps)).toMatchObject([{ organisationId: organisation.id, personId: id, template: 'locked' }])
    expect(await acts(test.deps, organisation, id)).toEqual([
      'details.password-refused',
      'details.password-refused',
      'details.password-refused',
      'account.locked',
      'details.password-refused',
    ])
    test.clock.forward(61_000)
    expect((await provePassword(test.deps, organisation, client, { id: session.id, personId: id }, password)).ok).toBe(true)
  })

  it('opens nothing when the session has ended meanwhile', async () => {
    const { organisation, id } = await somebody()
    const session = await newSession(test.deps, organisation, id)
    await endSessionsOf(organisation.id, id)
    expect(await provePassword(test.deps, organisation, client, { id: session.id, personId: id }, password)).toEqual({
      ok: false,
      failure: 'page.sessionEnded',
    })
  })

  const endSessionsOf = (organisationId: string, personId: string) =>
    reveal(test.deps.db).session.updateMany({ where: { organisationId, personId }, data: { endedAt: test.clock.at } })
})

describe('a new password', () => {
  it('ends every other session at once, keeps its own, and every address is told (security.md 37)', async () => {
    const { organisation, id } = await somebody()
    const others = [await newSession(test.deps, organisation, id), await newSession(test.deps, organisation, id)]
    const proof = await prove(test.deps, organisation, client, id)
    expect(await changePassword(test.deps, organisation, client, proof, another)).toEqual({ ok: true, value: null })
    for (const { token } of others) expect(await findSession(test.deps, organisation.id, token)).toBeNull()
    expect(await findSession(test.deps, organisation.id, proof.token)).not.toBeNull()
    expect(await isRight(organisation.id, id, password)).toBe(false)
    expect(await isRight(organisation.id, id, another)).toBe(true)
    expect((await messages(test.deps, organisation)).map(({ to, template }) => `${template} ${to}`).sort()).toEqual([
      'password-changed +46701740605',
      'password-changed erkki@example.org',
    ])
    expect(await acts(test.deps, organisation, id)).toEqual(['password.changed'])
  })

  it('that breaks rules is told whole, and nothing happens', async () => {
    const { organisation, id } = await somebody({ passwords: { minLength: 20, requiredKinds: ['digit'] } })
    const other = await newSession(test.deps, organisation, id)
    const answer = await changePassword(test.deps, organisation, client, await prove(test.deps, organisation, client, id), 'erkki')
    expect(answer).toMatchObject({ ok: false, failure: [{ rule: 'minLength' }, { rule: 'kind.digit' }, { rule: 'name' }] })
    expect(await findSession(test.deps, organisation.id, other.token)).not.toBeNull()
    expect(await messages(test.deps, organisation)).toEqual([])
  })
})

describe('number and password in one form (S3)', () => {
  const settings = { myDetails: { isMobileProvedByCode: false, isPasswordWithMobile: true } }

  it('changes both', async () => {
    const { organisation, id } = await somebody(settings)
    const proof = await prove(test.deps, organisation, client, id)
    expect(await changeSignInDetails(test.deps, organisation, client, proof, { mobile: '+46701740606', newPassword: another })).toEqual({
      ok: true,
      value: 'saved',
    })
    expect(await isRight(organisation.id, id, another)).toBe(true)
    expect((await person(test.deps, organisation, id)).mobile).toBe('+46701740606')
  })

  it('changes the number alone when the new password stays empty', async () => {
    const { organisation, id } = await somebody(settings)
    const proof = await prove(test.deps, organisation, client, id)
    expect(await changeSignInDetails(test.deps, organisation, client, proof, { mobile: '+46701740606', newPassword: '' })).toEqual({ ok: true, value: 'saved' })
    expect(await isRight(organisation.id, id, password)).toBe(true)
  })

  it('changes neither when the password breaks a rule, or the number’s code can not be sent', async () => {
    const { organisation, id } = await somebody({ ...settings, passwords: { minLength: 20 } })
    const short = await changeSignInDetails(test.deps, organisation, client, await prove(test.deps, organisation, client, id), {
      mobile: '+46701740606',
      newPassword: 'kort',
    })
    expect(short.ok).toBe(false)
    expect((await person(test.deps, organisation, id)).mobile).toBe('+46701740605')
    const capped = await somebody({ myDetails: { isPasswordWithMobile: true }, limits: { smsCountries: ['NO'] } })
    const proof = await prove(test.deps, capped.organisation, client, capped.id)
    expect(await changeSignInDetails(test.deps, capped.organisation, client, proof, { mobile: '+46701740606', newPassword: another })).toEqual({
      ok: false,
      failure: { mobile: 'delivery.countryClosed' },
    })
    expect(await isRight(capped.organisation.id, capped.id, password)).toBe(true)
    expect(await messages(test.deps, capped.organisation)).toEqual([])
  })
})

describe('name, address and language', () => {
  it('are written where they differ, and an import leaves exactly those alone', async () => {
    const { organisation, id } = await somebody()
    await changePersonalDetails(test.deps, organisation, client, id, 'name.changed', { givenName: 'Erkki', familyName: 'Uusinimi' })
    await changePersonalDetails(test.deps, organisation, client, id, 'name.changed', { givenName: 'Erkki', familyName: 'Uusinimi' })
    expect(await findDetails(test.deps, organisation.id, id)).toMatchObject({ familyName: 'Uusinimi', selfChanged: ['familyName'] })
    expect(await acts(test.deps, organisation, id)).toEqual(['name.changed'])
  })

  it('from two pages at once are both kept', async () => {
    const { organisation, id } = await somebody()
    await Promise.all([
      changePersonalDetails(test.deps, organisation, client, id, 'name.changed', { givenName: 'Erik' }),
      changePersonalDetails(test.deps, organisation, client, id, 'address.changed', { street: 'Storgatan 1', city: 'Ort' }),
      changePersonalDetails(test.deps, organisation, client, id, 'language.changed', { language: 'fi' }),
    ])
    const details = await findDetails(test.deps, organisation.id, id)
    expect(details).toMatchObject({ givenName: 'Erik', street: 'Storgatan 1', city: 'Ort', language: 'fi' })
    expect(details?.selfChanged.sort()).toEqual(['city', 'givenName', 'language', 'street'])
  })

  it('are no stranger’s to change', async () => {
    const { id } = await somebody()
    await expect(changePersonalDetails(test.deps, await newOrganisation(test.deps), client, id, 'name.changed', { givenName: 'X' })).rejects.toThrow(
      'not in the register',
    )
  })
})

describe('sessions', () => {
  it('are ended by their person: one, or all others, and never somebody else’s (security.md 48)', async () => {
    const { organisation, id } = await somebody()
    const other = await newPerson(test.deps, organisation, { username: 'toinen' })
    const [own, one, two, theirs] = [
      await newSession(test.deps, organisation, id),
      await newSession(test.deps, organisation, id),
      await newSession(test.deps, organisation, id),
      await newSession(test.deps, organisation, other),
    ]
    const me = { id: own.id, personId: id }
    expect(await endOwnSessions(test.deps, organisation, client, me, theirs.id)).toBe(0)
    expect(await endOwnSessions(test.deps, organisation, client, me, own.id)).toBe(0)
    expect(await endOwnSessions(test.deps, organisation, client, me, "' OR true")).toBe(0)
    expect(await endOwnSessions(test.deps, organisation, client, me, one.id)).toBe(1)
    expect(await findSession(test.deps, organisation.id, one.token)).toBeNull()
    expect(await endOwnSessions(test.deps, organisation, client, me, 'others')).toBe(1)
    expect(await findSession(test.deps, organisation.id, two.token)).toBeNull()
    expect(await findSession(test.deps, organisation.id, own.token)).not.toBeNull()
    expect(await findSession(test.deps, organisation.id, theirs.token)).not.toBeNull()
  })
})
