import { randomUUID } from 'node:crypto'
import { Attribute, Change, Client } from 'ldapts'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { makeCertificate } from '@/e2e/support/certificate'
import { testDatabase } from '@/e2e/support/database'
import { inventClient, inventOrganisation, inventPerson, lastCode, takeTellJobs } from '@/e2e/support/invented'
import { adBase, adBindName, adSecret, isSambaThere, type SambaDomain, startSamba, whyNoSamba } from '@/e2e/support/samba-domain'
import { checkEnvironment } from '@/lib/core/env'
import { reveal } from '@/lib/core/prisma'
import { closeLinks } from '@/lib/directory/link-pool'
import { listPeople } from '@/lib/directory/list-people'
import { type TestedServer, testConnection } from '@/lib/directory/test-connection'
import type { Organisation, OrganisationSettingsInput } from '@/lib/organisations/schema'
import { readLock } from '@/lib/passwords/read-lock'
import { setPassword } from '@/lib/passwords/set-password'
import { unlockPassword } from '@/lib/passwords/unlock-password'
import type { Person } from '@/lib/people/rules'
import { openSession } from '@/lib/sessions/open-session'
import { changePassword } from '../change-details/change-password'
import { keepMobile } from '../change-details/keep-mobile'
import { provePassword } from '../change-details/prove-password'
import { changeDirectorySecret } from '../change-outside-secret'
import { beginRecovery } from '../recover/begin-recovery'
import { setRecoveredPassword } from '../recover/finish-recovery'
import { findRecovery } from '../recover/journey'
import { submitRecoveryCode } from '../recover/prove-contact'
import { sendRecovery } from '../recover/send-recovery'
import { submitPassword } from '../sign-in/submit-password'
import { readDirectories, readDirectory } from './read-people'
import { mobileJob, readJob } from './schema'
import { writeMobile } from './write-mobile'

// A real Active Directory: Samba's domain controllers, started by this file.

const database = testDatabase()
const password = 'Kvastfot-73-Zzyx!'
const next = 'Vattenmelon-88-Qwop!'
const third = 'Regnskur-19-Wxyz!'
type Directory = Partial<OrganisationSettingsInput['directory']>

describe.skipIf(!isSambaThere)(`passwords in Active Directory${whyNoSamba}`, () => {
  let samba: SambaDomain
  let organisation: Organisation
  let number = 0

  beforeAll(async () => {
    process.env.PRIVATE_NETWORKS_ALLOWED = '127.0.0.0/8'
    checkEnvironment(['database'])
    const reader = (at: number) => ({ mail: `reader${at}@example.org`, mobile: `070-174 06 4${at}` })
    const plain = { gunber: {}, changer: {}, locked: {}, recover: {}, used: {}, reader1: reader(1), reader2: reader(2) }
    samba = await startSamba(password, { ...plain, must: { pwdLastSet: '0' }, closed: { userAccountControl: '514' } })
    organisation = await invent()
  }, 600_000)
  afterAll(async () => {
    delete process.env.PRIVATE_NETWORKS_ALLOWED
    checkEnvironment(['database'])
    await samba?.remove()
  })
  afterEach(() => closeLinks(organisation.id))

  async function invent(changes: Directory = {}): Promise<Organisation> {
    number += 1
    const directory = {
      kind: 'active-directory' as const,
      servers: [samba.safe],
      authority: samba.cert.trim().split('\n'),
      bindName: adBindName,
      base: adBase,
      attribute: 'sAMAccountName',
      ...changes,
    }
    const settings = { directory, secondFactor: 'never' as const, recovery: { proofs: [['sms' as const]] } }
    const made = await inventOrganisation(database.deps, 'motafors', settings, `ort-${number}`)
    await changeDirectorySecret(database.deps, made, { actorId: null, client: null, reason: 'test' }, adSecret)
    return made
  }
  const somebody = (username: string, of = organisation, changes = {}) => inventPerson(database.deps, of, { username, password: null, ...changes })
  const signIn = async (identifier: string, typed: string, of = organisation) => {
    const all = { identifier, password: typed, wishesToBeRemembered: false, returnTo: null }
    const answer = await submitPassword(database.deps, of, inventClient(randomUUID(), { isInside: true }), all, null)
    return answer.ok ? answer.value.step : answer.failure
  }
  /** Whether a password opens the domain itself. */
  const opens = async (name: string, typed: string) => {
    const client = new Client({ url: samba.safe, tlsOptions: { ca: samba.cert } })
    const isOpen = await client.bind(`${name}@ad.example.org`, typed).then(
      () => true,
      () => false,
    )
    await client.unbind()
    return isOpen
  }
  const lockOut = async (name: string) => {
    for (let times = 0; times < 3; times += 1) expect(await opens(name, 'fel')).toBe(false)
  }
  /** The portal sets it, as on the way back in: it knows no former one. */
  const set = (person: Person, newPassword: string, of = organisation) => setPassword(database.deps, { organisation: of, person, newPassword, by: 'person' })
  const lax = (of: Organisation): Organisation => ({
    ...of,
    settings: {
      ...of.settings,
      passwords: { ...of.settings.passwords, minLength: 1, kindsAtLeast: null, requiredKinds: [], areCommonPasswordsRefused: false, commonWords: [] },
    },
  })

  test('the password signs in, over LDAPS and StartTLS, and nothing else does', async () => {
    await somebody('gunber')
    expect(await signIn('gunber', password)).toBe('signed-in')
    for (const typed of ['', 'fel']) expect(await signIn('gunber', typed)).toBe('signIn.wrong')
    expect(await signIn('nobody', password)).toBe('signIn.wrong')
    const plain = { ...organisation, settings: { ...organisation.settings, directory: { ...organisation.settings.directory, servers: [samba.plain] } } }
    expect(await signIn('gunber', password, plain)).toBe('directory.away') // the account's password goes to no other server
    await changeDirectorySecret(database.deps, plain, { actorId: null, client: null, reason: 'test' }, adSecret)
    expect(await signIn('gunber', password, plain)).toBe('signed-in')
    const [tested] = await testConnection(database.deps, organisation)
    expect(tested).toMatchObject({ trouble: null, people: 9, policy: { minLength: 8, history: 3, minAgeHours: 0, lockAfter: 3 } })
  })

  test('the way back in sets the domain’s password: it opens the domain, the old one does not, and too short or too plain ones are refused with the reason', async () => {
    const person = await somebody('recover', organisation, { mobile: '+46701740671' })
    const client = inventClient('recover', { isInside: true })
    await beginRecovery(database.deps, organisation, client, 'recover')
    const journey = String((await findRecovery(database.deps, organisation, client))?.id)
    await sendRecovery(database.deps, { organisationId: organisation.id, journeyId: journey })
    await submitRecoveryCode(database.deps, organisation, client, { journey, proof: 0 }, await lastCode(database.deps))
    expect(await setRecoveredPassword(database.deps, organisation, client, journey, next)).toEqual({ ok: true, value: null })
    expect([await opens('recover', next), await opens('recover', password)]).toEqual([true, false])
    expect([await signIn('recover', next), await signIn('recover', password)]).toEqual(['signed-in', 'signIn.wrong'])
    expect(await set(person, 'kvastfotivassen', lax(organisation))).toMatchObject({ ok: false, failure: [{ rule: 'directory.quality' }] })
    expect(await set(person, 'Qx7!z', lax(organisation))).toMatchObject({ ok: false, failure: [{ rule: 'directory.tooShort' }] })
    expect(await opens('recover', next)).toBe(true)
    expect(await set(await somebody('missing'), next)).toMatchObject({ ok: false, failure: [{ rule: 'directory.unknown' }] })
  })

  test('who knows the password changes it by every rule of the domain, the history too', async () => {
    const { id: personId } = await somebody('changer')
    const client = inventClient()
    const session = await openSession(database.deps, { organisation, personId, roles: [], wishesToBeRemembered: false, factors: ['password'], client })
    const change = async (from: string, to: string) => {
      const proof = await provePassword(database.deps, organisation, client, { id: session.id, personId }, from)
      if (!proof.ok) return proof.failure
      const changed = await changePassword(database.deps, organisation, client, proof.value, to)
      return changed.ok ? 'changed' : Array.isArray(changed.failure) ? changed.failure.map(({ rule }) => rule) : changed.failure
    }
    expect(await change('fel', next)).toBe('details.password.wrong')
    expect(await change(password, next)).toBe('changed')
    expect(await change(next, third)).toBe('changed')
    expect(await change(third, password)).toEqual(['directory.history'])
    expect([await opens('changer', third), await opens('changer', password), await opens('changer', next)]).toEqual([true, false, false])
    const admin = await samba.admin()
    const age = (value: string) => new Change({ operation: 'replace', modification: new Attribute({ type: 'minPwdAge', values: [value] }) })
    await admin.modify('DC=ad,DC=example,DC=org', [age('-864000000000')])
    expect(await change(third, 'Kaffekopp-44-Vbnm!')).toEqual(['directory.minAge'])
    await admin.modify('DC=ad,DC=example,DC=org', [age('0')])
    await admin.unbind()
  })

  test('a lock of the domain is seen and opened, with the password kept or a new one', async () => {
    const person = await somebody('locked')
    await lockOut('locked')
    expect([await opens('locked', password), await signIn('locked', password)]).toEqual([false, 'signIn.wrong'])
    expect(await readLock(database.deps, organisation, person.id)).toMatchObject({ there: { isLocked: true } })
    expect(await unlockPassword(database.deps, organisation, person.id)).toEqual({ ok: true, value: null })
    expect(await signIn('locked', password)).toBe('signed-in')
    await lockOut('locked')
    expect(await set(person, next)).toMatchObject({ ok: true })
    expect([await opens('locked', next), await opens('locked', password)]).toEqual([true, false])
  })

  test('who must change is told so after the right password alone, and a closed account stays closed', async () => {
    const must = await somebody('must')
    expect([await signIn('must', 'fel'), await signIn('must', password)]).toEqual(['signIn.wrong', 'signIn.mustChange'])
    expect(await set(must, next)).toMatchObject({ ok: true })
    expect(await signIn('must', next)).toBe('signed-in')
    const closed = await somebody('closed')
    expect(await set(closed, next)).toMatchObject({ ok: false, failure: [{ rule: 'directory.closed' }] })
    expect(await unlockPassword(database.deps, organisation, closed.id)).toEqual({ ok: false, failure: 'directory.closed' })
    expect(await signIn('closed', password)).toBe('signIn.wrong')
  })

  test.each<[string, TestedServer['trouble'], () => Directory]>([
    ['a certificate of an authority that nobody named', 'unknownAuthority', () => ({ authority: makeCertificate().cert.trim().split('\n') })],
    ['the same over StartTLS', 'unknownAuthority', () => ({ servers: [samba.plain], authority: makeCertificate().cert.trim().split('\n') })],
    ['a base that is not there', 'noBase', () => ({ base: `OU=None,${adBase}` })],
    ['an account that is not let in', 'badSecret', () => ({ bindName: 'nobody@ad.example.org' })],
  ])('%s signs nobody in, and the test of the connection says that it is %s', async (_, trouble, changes) => {
    const of = await invent(changes())
    await somebody('gunber', of)
    expect(await signIn('gunber', password, of)).toBe('directory.away')
    expect(await testConnection(database.deps, of)).toMatchObject([{ trouble }])
    closeLinks(of.id)
  })

  test('at the domain’s root, where it refers to its other parts, people are found and nobody follows', async () => {
    const of = await invent({ base: 'DC=ad,DC=example,DC=org' })
    await somebody('gunber', of)
    const admin = await samba.admin()
    const { searchReferences } = await admin.search('DC=ad,DC=example,DC=org', { scope: 'sub', filter: '(sAMAccountName=gunber)' })
    await admin.unbind()
    expect(searchReferences).not.toEqual([])
    expect(await signIn('gunber', password, of)).toBe('signed-in')
    expect(await testConnection(database.deps, of)).toMatchObject([{ trouble: null, elsewhere: searchReferences }])
    const other = await invent({ base: 'DC=other,DC=org' }) // Windows refers to somebody else; Samba knows of nobody
    expect(await testConnection(database.deps, other)).toMatchObject([{ trouble: 'noBase' }])
    closeLinks(of.id)
  })

  test('people and their groups come into the register by the clock, and a number that is changed here is written there', async () => {
    const admin = await samba.admin()
    const entry = (name: string) => `CN=${name},${adBase}`
    await admin.add(entry('Bergen'), { objectClass: 'group', sAMAccountName: 'Bergen', member: [entry('reader1'), entry('reader2')] })
    const fields = { groups: 'memberOf' }
    const of = await invent({ reads: 'hourly', fields, isMobileWritten: true, personFilter: '(&(objectClass=user)(sAMAccountName=reader*))' })
    const here = reveal(database.deps.db)
    const read = async () => {
      await readDirectories(database.deps)
      for (const payload of await takeTellJobs(database.deps, 'read-directory')) await readDirectory(database.deps, readJob.parse(payload), database.url)
    }
    await read()
    const people = await here.person.findMany({ where: { organisationId: of.id }, orderBy: { username: 'asc' } })
    expect(people).toMatchObject([
      { username: 'reader1', familyName: 'Öberg', email: 'reader1@example.org', mobile: '+46701740641' },
      { username: 'reader2', familyName: 'Öberg', email: 'reader2@example.org', mobile: '+46701740642' },
    ])
    expect(await here.groupMember.count({ where: { organisationId: of.id, group: { name: 'Bergen' } } })).toBe(2)
    await keepMobile(database.deps, of, inventClient(), String(people[0]?.id), '+46701740699', true)
    for (const payload of await takeTellJobs(database.deps, 'write-directory-mobile')) await writeMobile(database.deps, mobileJob.parse(payload))
    const [there] = (await admin.search(entry('reader1'), { scope: 'base', attributes: ['mobile'] })).searchEntries
    expect(there?.mobile).toBe('+46701740699')
    await admin.unbind()
    closeLinks(of.id)
  })

  test('a thousand people are read, though a page holds five hundred and the domain gives no more than a thousand at once', { timeout: 240_000 }, async () => {
    const admin = await samba.admin()
    const crowd = `OU=Tusen,${adBase}`
    await admin.add(crowd, { objectClass: 'organizationalUnit', ou: 'Tusen' })
    for (let at = 0; at < 1_001; at += 1)
      await admin.add(`CN=crowd${at},${crowd}`, { objectClass: 'user', sAMAccountName: `crowd${at}`, givenName: `Namn${at}`, sn: 'Öberg' })
    await admin.unbind()
    const of = await invent({ base: crowd })
    const people = await listPeople(database.deps, of)
    expect(people).toHaveLength(1_001)
    expect(new Set(people.map(({ name }) => name)).size).toBe(1_001)
    expect(people.find(({ name }) => name === 'crowd1000')).toMatchObject({ givenName: 'Namn1000', familyName: 'Öberg' })
    closeLinks(of.id)
  })

  test('the desk sees when an account was used last in the domain, by whatever', async () => {
    const person = await somebody('used')
    const usedAt = async () => (await readLock(database.deps, organisation, person.id)).there.usedAt?.getTime() ?? 0
    expect(await usedAt()).toBe(0)
    expect(await opens('used', password)).toBe(true)
    expect(Math.abs((await usedAt()) - Date.now())).toBeLessThan(60_000)
  })

  test('a controller that is away is told plainly and counts nothing, and the next one is asked when there is one', async () => {
    const two = await invent({ servers: [samba.safe, samba.second.safe] })
    const person = await somebody('gunber', two)
    await samba.second.start()
    expect(await signIn('gunber', password, two)).toBe('signed-in')
    await samba.stop()
    expect(await signIn('gunber', password, two)).toBe('signed-in')
    await samba.second.stop()
    for (const name of ['gunber', 'nobody']) expect(await signIn(name, password, two)).toBe('directory.away')
    expect(await set(person, next, two)).toMatchObject({ ok: false, failure: [{ rule: 'directory.away' }] })
    expect(await reveal(database.deps.db).passwordFailure.count({ where: { organisationId: two.id, failures: { gt: 0 } } })).toBe(0)
    await samba.start()
    expect(await signIn('gunber', password, two)).toBe('signed-in')
    closeLinks(two.id)
  })
})
