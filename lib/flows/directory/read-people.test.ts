import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { inventClient, inventOrganisation, inventPerson, takeTellJobs } from '@/e2e/support/invented'
import { base, bindName, bindSecret, isOpenLdapThere, type OpenLdap, startOpenLdap, whyNoOpenLdap } from '@/e2e/support/open-ldap'
import { checkEnvironment } from '@/lib/core/env'
import { reveal } from '@/lib/core/prisma'
import { closeLinks } from '@/lib/directory/link-pool'
import { listPeople } from '@/lib/directory/list-people'
import { nameOfEntry } from '@/lib/directory/rules'
import type { Organisation } from '@/lib/organisations/schema'
import { keepMobile } from '../change-details/keep-mobile'
import { changeDirectorySecret } from '../change-outside-secret'
import { readDirectories, readDirectory } from './read-people'
import { mobileJob, readJob } from './schema'
import { writeMobile } from './write-mobile'

const database = testDatabase()

test.each([
  ['cn=Bergen,ou=groups,dc=example,dc=org', 'Bergen'],
  ['CN=Årstad\\, Bergen,OU=Groups', 'Årstad, Bergen'],
  ['cn=\\C3\\85rstad', 'Årstad'],
  ['cn=a|b', 'a b'],
  ['Bergen', 'Bergen'],
])('the name of the group %s is %s', (dn, name) => expect(nameOfEntry(dn)).toBe(name))

describe.skipIf(!isOpenLdapThere)(`people of a directory${whyNoOpenLdap}`, () => {
  let ldap: OpenLdap
  let organisation: Organisation
  const person = (at: number) => ({
    uid: `person${at}`,
    password: 'Kvastfot-73-Zzyx!',
    more: [`givenName: Namn${at}`, 'sn: Öberg', `mail: person${at}@example.org`, ...(at < 10 ? [`mobile: 070-174 06 3${at}`, 'ou: Bergen', 'ou: Voss'] : [])],
  })

  beforeAll(async () => {
    process.env.PRIVATE_NETWORKS_ALLOWED = '127.0.0.0/8'
    checkEnvironment(['database'])
    ldap = await startOpenLdap({ people: Array.from({ length: 1_000 }, (_, at) => person(at)) })
    const fields = { groups: 'ou' }
    const of = { kind: 'ldap' as const, servers: [ldap.safe], authority: ldap.cert.trim().split('\n'), bindName, base }
    const directory = { ...of, personFilter: '(objectClass=inetOrgPerson)', reads: 'hourly' as const, fields, isMobileWritten: true }
    organisation = await inventOrganisation(database.deps, 'motafors', { directory, country: 'SE' })
    await changeDirectorySecret(database.deps, organisation, { actorId: null, client: null, reason: 'test' }, bindSecret)
  })
  afterAll(async () => {
    delete process.env.PRIVATE_NETWORKS_ALLOWED
    checkEnvironment(['database'])
    if (organisation) closeLinks(organisation.id)
    await ldap?.remove()
  })

  const here = () => reveal(database.deps.db)
  const read = async () => {
    await readDirectories(database.deps)
    for (const payload of await takeTellJobs(database.deps, 'read-directory')) await readDirectory(database.deps, readJob.parse(payload), database.url)
  }
  const newest = (act: string) => here().auditEvent.findFirst({ where: { organisationId: organisation.id, act }, orderBy: { id: 'desc' } })

  test('a thousand come into the register with the names and contacts that stand there, though a page holds five hundred', async () => {
    await read()
    expect((await newest('people.imported'))?.details).toMatchObject({ rows: 1_000, created: 1_000, refused: 0 })
    expect(await here().person.count({ where: { organisationId: organisation.id } })).toBe(1_000)
    expect(await here().person.findFirst({ where: { organisationId: organisation.id, username: 'person7' } })).toMatchObject({
      givenName: 'Namn7',
      familyName: 'Öberg',
      email: 'person7@example.org',
      mobile: '+46701740637',
    })
    const groups = await here().group.findMany({ where: { organisationId: organisation.id, name: { in: ['Bergen', 'Voss'] } }, include: { members: true } })
    expect(groups.map(({ members }) => members.length)).toEqual([10, 10])
    expect(await here().password.count({ where: { organisationId: organisation.id } })).toBe(0)
  })

  test('again, it changes nothing; what a person changed here stays and is written there', async () => {
    const { id } = await here().person.findFirstOrThrow({ where: { organisationId: organisation.id, username: 'person3' } })
    await keepMobile(database.deps, organisation, inventClient(), id, '+46701740699', true)
    for (const payload of await takeTellJobs(database.deps, 'write-directory-mobile')) await writeMobile(database.deps, mobileJob.parse(payload))
    expect(await newest('directory.mobile-written')).toMatchObject({ subjectId: id })
    const there = await listPeople(database.deps, organisation)
    expect(there.find(({ name }) => name === 'person3')?.mobile).toBe('+46701740699')
    await read()
    expect((await newest('people.imported'))?.details).toMatchObject({ rows: 1_000, created: 0 })
    expect(await here().person.findUnique({ where: { organisationId_id: { organisationId: organisation.id, id } } })).toMatchObject({ mobile: '+46701740699' })
  })

  test('a directory that is away changes nobody, and the log says so', async () => {
    await inventPerson(database.deps, organisation, { username: 'local', password: null, mobile: null })
    await ldap.stop()
    await read()
    expect(await newest('directory.not-read')).toMatchObject({ outcome: 'failure', details: { why: 'refused' } })
    expect(await here().person.count({ where: { organisationId: organisation.id } })).toBe(1_001)
  })
})
