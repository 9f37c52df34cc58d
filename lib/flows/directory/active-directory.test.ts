import { randomUUID } from 'node:crypto'
import { Client } from 'ldapts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { inventClient, inventOrganisation, inventPerson } from '@/e2e/support/invented'
import { adBase, adBindName, adSecret, isSambaThere, type SambaDomain, startSamba, whyNoSamba } from '@/e2e/support/samba-domain'
import { checkEnvironment } from '@/lib/core/env'
import { closeLinks } from '@/lib/directory/link-pool'
import { testConnection } from '@/lib/directory/test-connection'
import type { Organisation } from '@/lib/organisations/schema'
import { readLock } from '@/lib/passwords/read-lock'
import { setPassword } from '@/lib/passwords/set-password'
import { unlockPassword } from '@/lib/passwords/unlock-password'
import { submitPassword } from '../sign-in/submit-password'
import { changeSecret } from './change-secret'

// A real Active Directory: Samba's domain controller, started by this file.

const database = testDatabase()
const password = 'Kvastfot-73-Zzyx!'
const next = 'Vattenmelon-88-Qwop!'

describe.skipIf(!isSambaThere)(`passwords in Active Directory${whyNoSamba}`, () => {
  let samba: SambaDomain
  let organisation: Organisation

  beforeAll(async () => {
    process.env.PRIVATE_NETWORKS_ALLOWED = '127.0.0.0/8'
    checkEnvironment(['database'])
    samba = await startSamba(['gunber', 'changer', 'locked', 'reset', 'closed'], password)
    const directory = {
      kind: 'active-directory' as const,
      servers: [samba.safe],
      authority: samba.cert.trim().split('\n'),
      bindName: adBindName,
      base: adBase,
      attribute: 'sAMAccountName',
    }
    organisation = await inventOrganisation(database.deps, 'motafors', { directory, secondFactor: 'never' })
    await changeSecret(database.deps, organisation, { actorId: null, client: null, reason: 'test' }, adSecret)
  })
  afterAll(async () => {
    delete process.env.PRIVATE_NETWORKS_ALLOWED
    checkEnvironment(['database'])
    if (organisation) closeLinks(organisation.id)
    await samba?.remove()
  })

  const somebody = (username: string) => inventPerson(database.deps, organisation, { username, password: null })
  const signIn = async (identifier: string, typed: string, of = organisation) => {
    const all = { identifier, password: typed, wishesToBeRemembered: false, returnTo: null }
    const answer = await submitPassword(database.deps, of, inventClient(randomUUID(), { isInside: true }), all, null)
    return answer.ok ? answer.value.step : answer.failure
  }
  const opens = async (name: string, typed: string) => {
    const client = new Client({ url: samba.safe, tlsOptions: { ca: samba.cert } })
    const isOpen = await client.bind(`${name}@ad.example.org`, typed).then(
      () => true,
      () => false,
    )
    await client.unbind()
    return isOpen
  }
  const set = async (username: string, newPassword: string) =>
    setPassword(database.deps, { organisation, person: await somebody(username), newPassword, by: 'person' })

  test('the password signs in, over LDAPS and StartTLS, and nothing else does', async () => {
    await somebody('gunber')
    expect(await signIn('gunber', password)).toBe('signed-in')
    for (const typed of ['', 'fel']) expect(await signIn('gunber', typed)).toBe('signIn.wrong')
    expect(await signIn('nobody', password)).toBe('signIn.wrong')
    const plain = { ...organisation, settings: { ...organisation.settings, directory: { ...organisation.settings.directory, servers: [samba.plain] } } }
    expect(await signIn('gunber', password, plain)).toBe('directory.away') // the account's password goes to no other server
    await changeSecret(database.deps, plain, { actorId: null, client: null, reason: 'test' }, adSecret)
    expect(await signIn('gunber', password, plain)).toBe('signed-in')
    const [tested] = await testConnection(database.deps, organisation)
    expect(tested).toMatchObject({ trouble: null, policy: { minLength: 8, history: 3, minAgeHours: 0, lockAfter: 3 } })
    expect(tested?.people).toBeGreaterThan(5)
  })

  test('a new password is the domain’s, and what the domain refuses is told with its reason', async () => {
    const person = await somebody('changer')
    const change = (newPassword: string) => setPassword(database.deps, { organisation, person, newPassword, by: 'person' })
    expect(await change(next)).toEqual({ ok: true, value: null })
    expect(await opens('changer', next)).toBe(true)
    expect([await signIn('changer', next), await signIn('changer', password)]).toEqual(['signed-in', 'signIn.wrong'])
    const lax = { ...organisation.settings.passwords, minLength: 1, kindsAtLeast: null, requiredKinds: [], areCommonPasswordsRefused: false, commonWords: [] }
    const of = { ...organisation, settings: { ...organisation.settings, passwords: lax } }
    const refused = async (newPassword: string) => setPassword(database.deps, { organisation: of, person, newPassword, by: 'person' })
    expect(await refused('kvastfotivassen')).toMatchObject({ ok: false, failure: [{ rule: 'directory.quality' }] })
    expect(await refused('Qx7!z')).toMatchObject({ ok: false, failure: [{ rule: 'directory.tooShort' }] })
    expect(await opens('changer', next)).toBe(true)
    expect(await set('missing', next)).toMatchObject({ ok: false, failure: [{ rule: 'directory.unknown' }] })
  })

  test('a lock of the domain is seen and opened, with the password kept or a new one', async () => {
    const person = await somebody('locked')
    for (let times = 0; times < 3; times += 1) await opens('locked', 'fel')
    expect(await signIn('locked', password)).toBe('signIn.wrong')
    expect(await readLock(database.deps, organisation, person.id)).toMatchObject({ isLockedThere: true })
    expect(await unlockPassword(database.deps, organisation, person.id)).toEqual({ ok: true, value: null })
    expect(await signIn('locked', password)).toBe('signed-in')
    for (let times = 0; times < 3; times += 1) await opens('locked', 'fel')
    expect(await setPassword(database.deps, { organisation, person, newPassword: next, by: 'person' })).toMatchObject({ ok: true })
    expect([await opens('locked', next), await opens('locked', password)]).toEqual([true, false])
  })

  test('who must change is told so after the right password alone, and a closed account stays closed', async () => {
    await samba.tool('user', 'setpassword', 'reset', `--newpassword=${next}`, '--must-change-at-next-login')
    await samba.tool('user', 'disable', 'closed')
    await somebody('reset')
    expect(await signIn('reset', 'fel')).toBe('signIn.wrong')
    expect(await signIn('reset', next)).toBe('signIn.mustChange')
    expect(await set('closed', next)).toMatchObject({ ok: false, failure: [{ rule: 'directory.closed' }] })
    expect(await signIn('closed', password)).toBe('signIn.wrong')
  })
})
