import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Client } from 'ldapts'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { makeCertificate } from '@/e2e/support/certificate'
import { testDatabase } from '@/e2e/support/database'
import { inventClient, inventOrganisation, inventPerson, lastCode } from '@/e2e/support/invented'
import { base, bindName, bindSecret, isOpenLdapThere, type OpenLdap, startOpenLdap, whyNoOpenLdap } from '@/e2e/support/open-ldap'
import { checkEnvironment } from '@/lib/core/env'
import { reveal } from '@/lib/core/prisma'
import { closeLinks } from '@/lib/directory/link-pool'
import { type TestedServer, testConnection } from '@/lib/directory/test-connection'
import type { Organisation, OrganisationSettingsInput } from '@/lib/organisations/schema'
import { readLock } from '@/lib/passwords/read-lock'
import { setPassword } from '@/lib/passwords/set-password'
import type { Person } from '@/lib/people/rules'
import { changeDirectorySecret } from '../change-outside-secret'
import { unlockAccount } from '../desk/unlock-account'
import { beginRecovery } from '../recover/begin-recovery'
import { chooseWay, setRecoveredPassword } from '../recover/finish-recovery'
import { findRecovery } from '../recover/journey'
import { submitRecoveryCode } from '../recover/prove-contact'
import { sendRecovery } from '../recover/send-recovery'
import { submitPassword } from '../sign-in/submit-password'

// A real OpenLDAP with its password policy, started by this file on loopback.

/** Connections from this machine to a server that are open now, as the kernel lists them. */
function linksTo(server: string): number {
  const port = Number(new URL(server).port).toString(16).toUpperCase().padStart(4, '0')
  const rows = readFileSync('/proc/net/tcp', 'utf8').split('\n')
  return rows.filter((row) => new RegExp(`^\\s*\\d+: \\S+ \\S+:${port} 01 `).test(row)).length
}

const database = testDatabase()
const password = 'Kvastfot-73-Zzyx!'
const next = 'Vattenmelon-88-Qwop!'
/** Every sign of it means something in a filter, or in an entry's name. */
const oddName = "o'hara, (x)*\\+"
const people = [
  'gunber',
  'locked',
  'changer',
  'history',
  'recover',
  'closed',
  'first',
  'unlock',
  'timed',
  'reset',
  'used',
  ...Array.from({ length: 40 }, (_, at) => `crowd${at}`),
]

describe.skipIf(!isOpenLdapThere)(`passwords in OpenLDAP${whyNoOpenLdap}`, () => {
  let ldap: OpenLdap
  let second: OpenLdap
  let organisation: Organisation
  let number = 0

  beforeAll(async () => {
    process.env.PRIVATE_NETWORKS_ALLOWED = '127.0.0.0/8'
    checkEnvironment(['database'])
    const entries = `dn: ou=elsewhere,dc=example,dc=org\nobjectClass: referral\nobjectClass: extensibleObject\nou: elsewhere\nref: ldap://stranger.example.org/ou=elsewhere,dc=example,dc=org\n\ndn: uid=o'hara\\2c (x)\\2a\\5c\\+,${base}\nobjectClass: inetOrgPerson\nuid: ${oddName}\ncn: odd\nsn: Odd\nuserPassword: ${password}\n\n`
    const all = people.map((uid) => ({
      uid,
      password,
      more: uid === 'reset' ? ['pwdReset: TRUE'] : uid === 'closed' ? ['pwdAccountLockedTime: 000001010000Z'] : [],
    }))
    const certificate = makeCertificate()
    ldap = await startOpenLdap({ people: all, entries, certificate, policy: { pwdMustChange: 'TRUE' } })
    second = await startOpenLdap({ people: all, certificate })
    organisation = await invent()
  })
  afterAll(async () => {
    delete process.env.PRIVATE_NETWORKS_ALLOWED
    checkEnvironment(['database'])
    await ldap?.remove()
    await second?.remove()
  })
  afterEach(() => closeLinks(organisation.id))

  const settingsOf = (changes: Partial<OrganisationSettingsInput['directory']> = {}) => ({
    kind: 'ldap' as const,
    servers: [ldap.safe],
    authority: ldap.cert.trim().split('\n'),
    bindName,
    base,
    ...changes,
  })
  async function invent(changes: Partial<OrganisationSettingsInput['directory']> = {}, more: Partial<OrganisationSettingsInput> = {}): Promise<Organisation> {
    number += 1
    const settings = {
      directory: settingsOf(changes),
      secondFactor: 'never' as const,
      recovery: { proofs: [['sms' as const]], isUnlockOffered: true },
      ...more,
    }
    const made = await inventOrganisation(database.deps, 'motafors', settings, `ort-${number}`)
    await changeDirectorySecret(database.deps, made, { actorId: null, client: null, reason: 'test' }, bindSecret)
    return made
  }
  const somebody = (username: string, of = organisation, changes = {}) => inventPerson(database.deps, of, { username, password: null, ...changes })
  const signIn = async (identifier: string, typed: string, of = organisation) => {
    const typedAll = { identifier, password: typed, wishesToBeRemembered: false, returnTo: null }
    const answer = await submitPassword(database.deps, of, inventClient(randomUUID(), { isInside: true }), typedAll, null)
    return answer.ok ? answer.value.step : answer.failure
  }
  /** Whether a password opens the directory itself. */
  const opens = async (uid: string, typed: string, at = ldap) => {
    const client = new Client({ url: at.safe, tlsOptions: { ca: at.cert } })
    const isOpen = await client.bind(`uid=${uid},${base}`, typed).then(
      () => true,
      () => false,
    )
    await client.unbind()
    return isOpen
  }
  const failuresOf = async ({ id }: Person, of = organisation) =>
    (await reveal(database.deps.db).passwordFailure.findFirst({ where: { organisationId: of.id, subjectId: id } }))?.failures ?? 0
  const set = (person: Person, newPassword: string, of = organisation) => setPassword(database.deps, { organisation: of, person, newPassword, by: 'person' })

  test('the password of the directory signs in, over LDAPS and StartTLS, and an own hash goes with it', async () => {
    const person = await somebody('gunber', organisation, { password: 'Gammalt-62-Lösen!' })
    expect(await signIn('gunber', password)).toBe('signed-in')
    expect(await reveal(database.deps.db).password.findMany({ where: { personId: person.id, hash: { not: null } } })).toEqual([])
    expect(await signIn('gunber', 'Gammalt-62-Lösen!')).toBe('signIn.wrong')
    expect(await signIn('gunber', '')).toBe('signIn.wrong')
    const plain = await invent({ servers: [ldap.plain] })
    await somebody('gunber', plain)
    expect(await signIn('gunber', password, plain)).toBe('signed-in')
    closeLinks(plain.id)
  })

  test('strangers and people without an entry are wrong, and what is typed as a name is never a filter', async () => {
    await somebody('ghost')
    for (const name of ['ghost', 'nobody', '*', 'gunber)(uid=*', 'g*', 'gunber,ou=people']) expect(await signIn(name, password)).toBe('signIn.wrong')
    const odd = await somebody('*')
    expect(await signIn('*', password)).toBe('signIn.wrong')
    expect(await failuresOf(odd)).toBe(1)
  })

  test('a name of signs that mean something there is one person’s, who signs in and gets a new password by it', async () => {
    const person = await somebody(oddName)
    expect(await signIn(oddName, password)).toBe('signed-in')
    expect(await signIn("o'hara, (x)*", password)).toBe('signIn.wrong')
    expect(await set(person, next)).toMatchObject({ ok: true })
    expect([await signIn(oddName, next), await signIn(oddName, password)]).toEqual(['signed-in', 'signIn.wrong'])
  })

  test('a directory that is away is told plainly and counts nothing, and the next server is asked when there is one', async () => {
    const two = await invent({ servers: [ldap.safe, second.safe] })
    const person = await somebody('gunber', two)
    expect(await signIn('gunber', password, two)).toBe('signed-in')
    await ldap.stop()
    expect(await signIn('gunber', password, two)).toBe('signed-in')
    await second.stop()
    for (let times = 0; times < 8; times += 1) expect(await signIn('gunber', password, two)).toBe('directory.away')
    expect(await signIn('nobody', password, two)).toBe('directory.away')
    expect(await failuresOf(person, two)).toBe(0)
    expect(await set(person, next, two)).toMatchObject({ ok: false, failure: [{ rule: 'directory.away' }] })
    expect((await readLock(database.deps, two, person.id)).isLocked).toBe(false)
    await ldap.start()
    await second.start()
    expect(await signIn('gunber', password, two)).toBe('signed-in')
    closeLinks(two.id)
  })

  test.each<[string, TestedServer['trouble'], () => Promise<Organisation>]>([
    ['a certificate of an authority that nobody named', 'unknownAuthority', () => invent({ authority: makeCertificate().cert.trim().split('\n') })],
    ['a certificate of another name', 'otherName', () => invent({ servers: [ldap.safe.replace('127.0.0.1', 'localhost')] })],
    ['the same over StartTLS', 'otherName', () => invent({ servers: [ldap.plain.replace('127.0.0.1', 'localhost')] })],
    ['a referral to another server', 'referral', () => invent({ base: 'ou=elsewhere,dc=example,dc=org' })],
    ['a base that is not there', 'noBase', () => invent({ base: 'ou=none,dc=example,dc=org' })],
    ['a network of the operator’s that is not allowed', 'notAllowed', () => invent({ servers: ['ldaps://10.1.2.3'] })],
    ['a port where nothing listens', 'refused', () => invent({ servers: ['ldaps://127.0.0.1:9'] })],
    ['a name that nobody has', 'unknownName', () => invent({ servers: ['ldaps://nobody.invalid'] })],
    ['an account that is not let in', 'badSecret', () => invent({ bindName: 'cn=nobody,dc=example,dc=org' })],
    ['TLS where plain words are spoken', 'refused', () => invent({ servers: [ldap.plain.replace('ldap:', 'ldaps:')] })],
  ])('%s signs nobody in, and the test of the connection says that it is %s', async (_, trouble, make) => {
    const of = await make()
    await somebody('gunber', of)
    expect(await signIn('gunber', password, of)).toBe('directory.away')
    expect(await testConnection(database.deps, of)).toMatchObject([{ trouble }])
    closeLinks(of.id)
  })

  test('the test of a connection finds people and the directory’s own policy, and says which attribute nobody has', async () => {
    expect(await testConnection(database.deps, organisation)).toMatchObject([
      { trouble: null, people: people.length + 1, policy: { minLength: 8, history: 3, lockAfter: 3 } },
    ])
    const changed = (directory: object) => ({
      ...organisation,
      settings: { ...organisation.settings, directory: { ...organisation.settings.directory, ...directory } },
    })
    expect(await testConnection(database.deps, changed({ attribute: 'employeeNumber' }))).toMatchObject([{ trouble: 'noAttribute' }])
    expect(await testConnection(database.deps, changed({ personFilter: '(objectClass=device)' }))).toMatchObject([{ trouble: 'noPeople' }])
    expect(await testConnection(database.deps, changed({ servers: [second.safe] }))).toMatchObject([{ trouble: 'noSecret' }])
  })

  test('the portal’s lock stands before the directory’s, which then hears of no more tries', async () => {
    const person = await somebody('timed', await invent({}, { lock: { failures: 3 } }))
    const of = { ...organisation, settings: { ...organisation.settings, lock: { ...organisation.settings.lock, failures: 3 } } }
    const here = await somebody('timed')
    for (let times = 0; times < 2; times += 1) expect(await signIn('timed', 'fel', of)).toBe('signIn.wrong')
    expect(await signIn('timed', password, of)).toBe('signed-in')
    expect(await failuresOf(here)).toBe(0)
    expect(person.id).not.toBe(here.id)
  })

  test('a new password is the directory’s: it opens it, the old one doesn’t, and the database keeps nothing of it', async () => {
    const person = await somebody('changer')
    expect(await set(person, next)).toEqual({ ok: true, value: null })
    expect([await opens('changer', next), await opens('changer', password)]).toEqual([true, false])
    expect(await signIn('changer', next)).toBe('signed-in')
    expect(await reveal(database.deps.db).password.findMany({ where: { personId: person.id } })).toEqual([])
    expect(await reveal(database.deps.db).formerPassword.findMany({ where: { personId: person.id } })).toEqual([])
  })

  test('what the directory refuses is told with its reason, and the old password stays', async () => {
    const person = await somebody('history')
    expect(await set(person, next)).toMatchObject({ ok: true })
    expect(await set(person, password)).toMatchObject({ ok: false, failure: [{ rule: 'directory.history' }] })
    expect(await opens('history', next)).toBe(true)
    const lax = {
      ...organisation,
      settings: { ...organisation.settings, passwords: { ...organisation.settings.passwords, minLength: 1, kindsAtLeast: null, requiredKinds: [] } },
    }
    expect(await set(person, 'Qx7zr', lax)).toMatchObject({ ok: false, failure: [{ rule: 'directory.tooShort' }] })
    const closed = await somebody('closed')
    expect(await set(closed, next)).toMatchObject({ ok: false, failure: [{ rule: 'directory.closed' }] })
    expect(await set(await somebody('missing'), next)).toMatchObject({ ok: false, failure: [{ rule: 'directory.unknown' }] })
  })

  test('who is locked there is told nothing, and opened by the desk', async () => {
    const person = await somebody('locked')
    for (let times = 0; times < 3; times += 1) expect(await opens('locked', 'fel')).toBe(false)
    expect(await signIn('locked', password)).toBe('signIn.wrong')
    expect(await readLock(database.deps, organisation, person.id)).toMatchObject({ isLocked: true, there: { isLocked: true } })
    expect(await unlockAccount(database.deps, organisation, { actorId: null, client: null, personId: person.id, reason: 'called' })).toMatchObject({ ok: true })
    expect(await readLock(database.deps, organisation, person.id)).toMatchObject({ isLocked: false, there: { isLocked: false } })
    expect(await signIn('locked', password)).toBe('signed-in')
    const closed = await reveal(database.deps.db).person.findFirstOrThrow({ where: { organisationId: organisation.id, username: 'closed' } })
    expect(await unlockAccount(database.deps, organisation, { actorId: null, client: null, personId: closed.id, reason: 'called' })).toEqual({
      ok: false,
      failure: 'directory.closed',
    })
  })

  test('a sign-in here is the last one that the directory knows, a wrong password is none, and the desk sees it', async () => {
    const person = await somebody('used')
    const usedAt = async () => (await readLock(database.deps, organisation, person.id)).there.usedAt
    expect(await usedAt()).toBeNull()
    expect(await signIn('used', 'fel')).toBe('signIn.wrong')
    expect(await usedAt()).toBeNull()
    const began = Math.floor(Date.now() / 1_000) * 1_000
    expect(await signIn('used', password)).toBe('signed-in')
    const first = (await usedAt())?.getTime() ?? 0
    expect([first >= began, first <= Date.now()]).toEqual([true, true])
    const client = new Client({ url: ldap.safe, tlsOptions: { ca: ldap.cert } })
    await client.bind(bindName, bindSecret)
    const { searchEntries } = await client.search(`uid=used,${base}`, { scope: 'base', attributes: ['pwdLastSuccess', 'authTimestamp', 'pwdFailureTime'] })
    await client.unbind()
    const written = new Date(first).toISOString().replace(/[-:T]|\..*/g, '')
    expect(searchEntries).toMatchObject([
      { authTimestamp: `${written}Z`, pwdLastSuccess: expect.stringMatching(new RegExp(`^${written}`)), pwdFailureTime: [] },
    ])
  })

  test('an account that the directory locked because nobody used it stays so with the right password, and the way back in opens it', async () => {
    const idle = await startOpenLdap({ people: [{ uid: 'idle', password }], policy: { pwdMaxIdle: 1 } })
    const of = await invent({ servers: [idle.safe], authority: idle.cert.trim().split('\n') })
    const person = await somebody('idle', of)
    expect(await signIn('idle', password, of)).toBe('signed-in')
    await new Promise((over) => setTimeout(over, 2_500))
    expect(await signIn('idle', password, of)).toBe('signIn.wrong')
    expect(await set(person, next, of)).toMatchObject({ ok: true })
    expect(await signIn('idle', next, of)).toBe('signed-in')
    closeLinks(of.id)
    await idle.remove()
  })

  test('who must change is told so after the right password alone, and the way back in changes it', async () => {
    await somebody('reset', organisation, { email: 'reset@example.org' })
    expect(await signIn('reset', 'fel')).toBe('signIn.wrong')
    expect(await signIn('reset', password)).toBe('signIn.mustChange')
    await recovered('reset')
    expect(await signIn('reset', next)).toBe('signed-in')
  })

  test('the way back in sets a new password, or opens the lock alone', async () => {
    await somebody('recover', organisation, { mobile: '+46701740671' })
    await recovered('recover')
    expect([await opens('recover', next), await opens('recover', password)]).toEqual([true, false])

    await somebody('unlock', organisation, { mobile: '+46701740672' })
    for (let times = 0; times < 3; times += 1) await opens('unlock', 'fel')
    const { client, journey } = await proved('unlock')
    expect(journey.state).toBe('choice')
    expect(await chooseWay(database.deps, organisation, client, journey.id, 'unlock')).toMatchObject({ ok: true })
    expect(await opens('unlock', password)).toBe(true)
  })

  async function proved(username: string) {
    const client = inventClient(username, { isInside: true })
    await beginRecovery(database.deps, organisation, client, username)
    const begun = await findRecovery(database.deps, organisation, client)
    if (!begun) throw new Error('no recovery began')
    await sendRecovery(database.deps, { organisationId: organisation.id, journeyId: begun.id })
    await submitRecoveryCode(database.deps, organisation, client, { journey: begun.id, proof: 0 }, await lastCode(database.deps))
    const journey = await findRecovery(database.deps, organisation, client)
    if (!journey) throw new Error('no recovery is under way')
    return { client, journey }
  }
  async function recovered(username: string) {
    const { client, journey } = await proved(username)
    expect(await setRecoveredPassword(database.deps, organisation, client, journey.id, next)).toEqual({ ok: true, value: null })
  }

  test('strangers wait as long as everybody else: each answer comes at a mark of time', async () => {
    const times = async (name: string) => {
      const began = performance.now()
      await signIn(name, 'fel')
      return Math.round((performance.now() - began) / 100)
    }
    await somebody('first')
    expect(await times('first')).toBe(await times('nobody-at-all'))
  })

  test('many who sign in at once share eight connections that work, and eight that rest', async () => {
    const crowd = people.filter((name) => name.startsWith('crowd'))
    for (const name of crowd) await somebody(name)
    closeLinks(organisation.id)
    const counts: number[] = []
    const watch = setInterval(() => counts.push(linksTo(ldap.safe)), 5)
    const answers = await Promise.all(crowd.map((name) => signIn(name, password)))
    clearInterval(watch)
    expect(new Set(answers)).toEqual(new Set(['signed-in']))
    expect(Math.max(...counts)).toBeGreaterThan(1)
    expect(Math.max(...counts)).toBeLessThanOrEqual(2 * 8)
  })
})
