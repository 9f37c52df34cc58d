import { randomUUID } from 'node:crypto'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { makeCertificate } from '@/e2e/support/certificate'
import { testDatabase } from '@/e2e/support/database'
import { inventClient, inventOrganisation, inventPerson } from '@/e2e/support/invented'
import { type Answered, type Asked, type Manners, startInventedDirectory } from '@/e2e/support/invented-directory'
import { checkEnvironment } from '@/lib/core/env'
import { answerMeter } from '@/lib/directory/answer-meter'
import { closeLinks } from '@/lib/directory/link-pool'
import { testConnection } from '@/lib/directory/test-connection'
import type { Organisation, OrganisationSettingsInput } from '@/lib/organisations/schema'
import { setPassword } from '@/lib/passwords/set-password'
import { changeDirectorySecret } from '../change-outside-secret'
import { submitPassword } from '../sign-in/submit-password'

// What no real directory can be brought to do: answers that stop, lie, never end or refer elsewhere.

const database = testDatabase()
const password = 'Kvastfot-73-Zzyx!'
const base = 'dc=example,dc=org'
const gunber = { dn: `uid=gunber,${base}`, attributes: { uid: ['gunber'] } }
type Directory = Awaited<ReturnType<typeof startInventedDirectory>>

const certificate = makeCertificate()
let directories: Directory[] = []
let organisation: Organisation
let number = 0

beforeAll(() => {
  process.env.PRIVATE_NETWORKS_ALLOWED = '127.0.0.0/8'
  checkEnvironment(['database'])
})
afterAll(() => {
  delete process.env.PRIVATE_NETWORKS_ALLOWED
  checkEnvironment(['database'])
})
beforeEach(() => {
  directories = []
})
afterEach(async () => {
  closeLinks(organisation.id)
  await Promise.all(directories.map(({ stop }) => stop()))
})

/** As a good one: everybody is let in, and everybody is gunber. */
const good: Manners = ({ op, dn }) => (op === 'search' && dn !== '' ? { found: [gunber] } : {})
const first =
  (of: Asked['op'], then: ReturnType<Manners>): Manners =>
  (asked) =>
    asked.op === of && asked.dn !== '' ? then : good(asked)

async function connect(manners: Manners[], changes: Partial<OrganisationSettingsInput['directory']> = {}) {
  for (const one of manners) directories.push(await startInventedDirectory(one, certificate))
  number += 1
  const authority = certificate.cert.trim().split('\n')
  const directory = { kind: 'ldap' as const, servers: directories.map(({ url }) => url), authority, bindName: `cn=porten,${base}`, base, ...changes }
  organisation = await inventOrganisation(database.deps, 'motafors', { directory, secondFactor: 'never' }, `ort-${number}`)
  await changeDirectorySecret(database.deps, organisation, { actorId: null, client: null, reason: 'test' }, 'a secret of the portal')
  return inventPerson(database.deps, organisation, { username: 'gunber', password: null })
}
async function signIn(identifier = 'gunber') {
  const all = { identifier, password, wishesToBeRemembered: false, returnTo: null }
  const answer = await submitPassword(database.deps, organisation, inventClient(randomUUID(), { isInside: true }), all, null)
  return answer.ok ? answer.value.step : answer.failure
}
const told = async () => (await testConnection(database.deps, organisation))[0]

/** The first half of the right answer. */
const half = (right: Buffer) => right.subarray(0, right.length >> 1)
const unruly: [string, (socket: Socket, right: Buffer) => void, string][] = [
  ['stops in the middle of an answer', (socket, right) => void socket.write(half(right)), 'silent'],
  ['hangs up in the middle of an answer', (socket, right) => void socket.end(half(right)), 'refused'],
  ['answers in another language', (socket) => void socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'), 'garbled'],
  ['answers noise', (socket) => void socket.write(Buffer.from('30060201ff6100ff00aa', 'hex')), 'garbled'],
  ['announces an answer of two gigabytes', (socket) => void socket.write(Buffer.from('30847fffffff', 'hex')), 'garbled'],
]

describe('a directory that', () => {
  test.each(unruly)('%s signs nobody in, and the test of the connection says so', { timeout: 60_000 }, async (_, manners, trouble) => {
    await connect([first('search', manners)])
    expect(await signIn()).toBe('directory.away')
    expect(await told()).toMatchObject({ trouble })
  })

  test.each(unruly)('%s at a sign-in is passed by where there is another', { timeout: 60_000 }, async (_, manners) => {
    await connect([first('bind', manners), good])
    expect(await signIn()).toBe('signed-in')
  })

  test.each([
    ['has ended', -48],
    ['has not begun', 48],
  ])('shows a certificate that %s signs nobody in, and the test of the connection says so', async (_, hours) => {
    const now = Date.now()
    const clock = vi.spyOn(Date, 'now').mockReturnValue(now + hours * 3_600_000)
    const ofAnotherDay = makeCertificate()
    clock.mockRestore()
    const directory = await startInventedDirectory(good, ofAnotherDay)
    directories.push(directory)
    await connect([], { servers: [directory.url], authority: ofAnotherDay.cert.trim().split('\n') })
    expect(await signIn()).toBe('directory.away')
    expect(await told()).toMatchObject({ trouble: 'expired' })
    expect(directory.asked).toEqual([])
  })

  test('sends an entry without end costs one answer’s bound and no more', { timeout: 60_000 }, async () => {
    let sent = 0
    const flood = (socket: Socket) => {
      socket.write(Buffer.from('30843fffffff02010264843ffffff0', 'hex'))
      const piece = Buffer.alloc(1 << 20, 0x61)
      const more = () => {
        if (socket.destroyed) return
        sent += piece.length
        socket.write(piece, () => setImmediate(more))
      }
      more()
    }
    await connect([first('search', flood)])
    expect(await signIn()).toBe('directory.away')
    expect(sent).toBeLessThan(64 << 20)
  })

  test('says words before TLS, behind its answer to StartTLS, is hung up on: they would be read as if TLS had brought them', async () => {
    const started = Buffer.from('300c02010278070a010004000400', 'hex')
    const server = createServer(
      (socket) => void socket.on('error', () => undefined).once('data', () => socket.write(Buffer.concat([started, Buffer.from('3020020103610b', 'hex')]))),
    )
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    await connect([], { servers: [`ldap://127.0.0.1:${(server.address() as AddressInfo).port}`] })
    expect(await told()).toMatchObject({ trouble: 'garbled' })
    await new Promise((closed) => server.close(closed))
  })
})

describe('an answer', () => {
  const message = (length: number) =>
    Buffer.concat([Buffer.from([0x30, 0x84, ...Buffer.from(length.toString(16).padStart(8, '0'), 'hex')]), Buffer.alloc(length)])

  test.each([1, 5, 7, 100_000])('in pieces of %i bytes is read as far as its messages go, and one is told from more', (size) => {
    const meter = answerMeter()
    const pieces = (bytes: Buffer) => Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size))
    expect(pieces(message(300)).map(meter.read)).toEqual(expect.not.arrayContaining([expect.anything()]))
    expect(meter.isOne()).toBe(true)
    pieces(Buffer.from('300330', 'hex')).map(meter.read)
    expect(meter.isOne()).toBe(false)
  })

  test('is too long where its messages are too many, until the next request', () => {
    const meter = answerMeter()
    for (let times = 0; times < 5; times += 1) expect(meter.read(message(3 << 20))).toBeNull()
    expect(meter.read(message(3 << 20))).toBe('too long an answer')
    meter.asked()
    expect(answerMeter().read(message(3 << 20))).toBeNull()
  })

  test.each([
    ['48545450', 'no answer of LDAP'],
    ['3080', 'no answer of LDAP'],
    ['308500', 'no answer of LDAP'],
    ['308400500000', 'too long an answer'],
  ])('that begins with %s is %s', (bytes, why) => {
    expect(answerMeter().read(Buffer.from(bytes, 'hex'))).toBe(why)
  })
})

describe('Active Directory’s policy hints', () => {
  const asAd = { kind: 'active-directory' as const, attribute: 'sAMAccountName' }
  const offering =
    (controls: string[]): Manners =>
    (asked) =>
      asked.op === 'search' && asked.dn === '' ? { found: [{ dn: '', attributes: { supportedControl: controls } }] } : good(asked)
  const hints = '1.2.840.113556.1.4.2239'
  const hintsOf2008 = '1.2.840.113556.1.4.2066'

  test.each([
    ['the present one where both are offered', [hintsOf2008, hints, '1.2.840.113556.1.4.319'], [hints]],
    ['the former one where that alone is', ['1.2.840.113556.1.4.319', hintsOf2008], [hintsOf2008]],
    ['none where none is', ['1.2.840.113556.1.4.319'], []],
  ])('go with a password that the portal sets: %s', async (_, offered, sent) => {
    const person = await connect([offering(offered)], asAd)
    expect(await setPassword(database.deps, { organisation, person, newPassword: 'Vattenmelon-88-Qwop!', by: 'person' })).toMatchObject({ ok: true })
    expect(directories[0]?.asked.filter(({ op }) => op === 'modify').map(({ controls }) => controls)).toEqual([sent])
  })
})

describe('a referral', () => {
  const elsewhere: Answered = {
    code: 10,
    message: "0000202B: RefErr: DSID-03100835, data 0, 1 access points\n\tref 1: 'other.org'\n",
    referrals: ['ldap://other.org/dc=other,dc=org'],
  }

  test('where people are looked for, as Active Directory gives it for a base of another domain, is told and not followed', async () => {
    await connect([first('search', elsewhere)], { kind: 'active-directory', attribute: 'sAMAccountName' })
    expect(await signIn()).toBe('directory.away')
    expect(await told()).toMatchObject({ trouble: 'referral', detail: expect.stringContaining('other.org') })
  })

  test('where a password is set, as a server gives it that only reads, leads to the next of the settings', async () => {
    const person = await connect([(asked) => (asked.op === 'extended' ? elsewhere : good(asked)), good])
    expect(await setPassword(database.deps, { organisation, person, newPassword: 'Vattenmelon-88-Qwop!', by: 'person' })).toMatchObject({ ok: true })
    expect(directories.map(({ asked }) => asked.filter(({ op }) => op === 'extended').length)).toEqual([1, 1])
  })

  test('to other parts of the directory is listed by the test of the connection', async () => {
    const parts = ['ldap://ForestDnsZones.example.org/DC=ForestDnsZones,DC=example,DC=org', 'ldap://example.org/CN=Configuration,DC=example,DC=org']
    await connect([first('search', { found: [gunber], references: parts })])
    expect(await signIn()).toBe('signed-in')
    expect(await told()).toMatchObject({ trouble: null, elsewhere: parts })
  })
})
