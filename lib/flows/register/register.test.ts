import { Readable } from 'node:stream'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { checkPassword } from '@/e2e/support/check-password'
import { testDatabase } from '@/e2e/support/database'
import { inventClient, inventOrganisation, inventPerson, lastCode, password, sentMessages } from '@/e2e/support/invented'
import { codeHmac } from '@/lib/codes/issue-code'
import { inTransaction } from '@/lib/core/db'
import { reveal } from '@/lib/core/prisma'
import type { Organisation } from '@/lib/organisations/schema'
import { organisationSettings } from '@/lib/organisations/schema'
import { addMember } from '@/lib/people/add-member'
import { findPersonWhoSignsIn } from '@/lib/people/find-person'
import { findGrants } from '@/lib/people/membership'
import { importPeople } from '@/lib/register-import/import-people'
import { findObjectionOfLink } from '../repudiate/freeze-account'
import { beginRegistration, type Wish } from './begin-registration'
import { finishRegistration } from './finish-registration'
import { findRegistration } from './journey'
import { findRegistrationOfLink, followRegistrationLink, resendRegistration, submitRegistrationCode } from './prove-address'
import { readAddressWay } from './read-address-way'
import { registerForm } from './schema'
import { sendRegistration } from './send-registration'

const database = testDatabase()
let city: Organisation
let closed: Organisation
beforeAll(async () => {
  city = await inventOrganisation(database.deps, 'hameenportti')
  closed = await inventOrganisation(database.deps, 'standard')
})

const wishOf = (email: string, changes: Partial<Wish> = {}): Wish => ({ email, givenName: 'Aino', familyName: 'Virtanen', language: 'fi', ...changes })

/** Asks, and lets the worker do its part. */
async function ask(email: string, client = inventClient(email), organisation = city, changes: Partial<Wish> = {}) {
  database.clock.forward(1)
  const begun = await beginRegistration(database.deps, organisation, client, wishOf(email, changes))
  if (!begun.ok) throw new Error(begun.failure)
  const { journeyId } = begun.value
  // The queue hands out each job once at least.
  await Promise.all([1, 2].map(() => sendRegistration(database.deps, { organisationId: organisation.id, journeyId })))
  await sendRegistration(database.deps, { organisationId: organisation.id, journeyId })
  return { client, journeyId }
}
async function prove(email: string, client = inventClient(email), organisation = city) {
  const asked = await ask(email, client, organisation)
  const proved = await submitRegistrationCode(database.deps, organisation, asked.client, asked.journeyId, await lastCode(database.deps))
  expect(proved).toEqual({ ok: true, value: null })
  database.clock.forward(1)
  return asked
}
const state = async (client: ReturnType<typeof inventClient>) => (await findRegistration(database.deps, city, client))?.state ?? null
const holders = (email: string) => reveal(database.deps.db).person.findMany({ where: { organisationId: city.id, email } })
const lastMessage = async () => (await sentMessages(database.deps)).at(-1)
const finish = (client: ReturnType<typeof inventClient>, journeyId: string, typed = password) =>
  finishRegistration(database.deps, city, client, journeyId, typed)
const importFile = (rows: string[]) =>
  importPeople(database.deps, {
    organisation: city,
    file: Readable.from([Buffer.from(rows.join('\n'))]),
    fileName: 'register.csv',
    isDryRun: false,
    databaseUrl: database.url,
  })

describe('registering', () => {
  test('leads over the proof of the address to a member with a password, who is told and not signed in (H6)', async () => {
    const { deps } = database
    const { client, journeyId } = await ask('aino@example.org')
    expect((await sentMessages(deps)).map(({ recipient }) => recipient)).toEqual(['aino@example.org'])
    expect(await holders('aino@example.org')).toEqual([])
    expect(await submitRegistrationCode(deps, city, client, journeyId, await lastCode(deps))).toEqual({ ok: true, value: null })
    expect(await finish(client, journeyId, 'Aino')).toMatchObject({
      ok: false,
      failure: expect.arrayContaining([expect.objectContaining({ rule: 'minLength' }), expect.objectContaining({ rule: 'name' })]),
    })
    expect([await state(client), await holders('aino@example.org')]).toEqual(['new-password', []])
    database.clock.forward(1)
    expect(await finish(client, journeyId)).toEqual({ ok: true, value: null })
    expect(await state(client)).toBe('done')

    const found = await findPersonWhoSignsIn(deps, city, 'AINO@example.org')
    expect(found?.person).toMatchObject({
      givenName: 'Aino',
      familyName: 'Virtanen',
      email: 'aino@example.org',
      username: null,
      language: 'fi',
      status: 'active',
    })
    const personId = found?.person.id ?? ''
    expect(found?.person.emailValidatedAt).toEqual(deps.now())
    expect(await findGrants(deps, city.id, personId)).toEqual([{ role: 'member', groupIds: null }])
    expect((await checkPassword(deps, { organisationId: city.id, personId, typed: password })).isRight).toBe(true)
    expect(await reveal(deps.db).session.count({ where: { personId } })).toBe(0)
    expect(await lastMessage()).toMatchObject({ purpose: 'registered', recipient: 'aino@example.org' })
    const [leadsOn, objects] = (await lastMessage())?.text.match(/https?:\/\/\S+/g) ?? []
    expect(leadsOn).toMatch(/\/sign-in$/)
    expect(await findObjectionOfLink(deps, city, objects?.split('/go/')[1] ?? '')).toMatchObject({ personId, told: 'registered', state: 'live' })
    const events = await reveal(deps.db).auditEvent.findMany({ where: { subjectId: personId } })
    expect(events.map(({ act, personal }) => [act, personal])).toEqual([
      ['person.registered', expect.objectContaining({ email: 'aino@example.org', address: client.address })],
    ])
    expect(await finish(client, journeyId)).toEqual({ ok: false, failure: 'recover.ended' })
  })

  test('gives the address as user name where nothing else may be typed', async () => {
    const byName = await inventOrganisation(database.deps, 'hameenportti', { signIn: { isRegistrationOpen: true, identifiers: ['username'] } }, 'namnstad')
    const { client, journeyId } = await prove('only@example.org', inventClient('only'), byName)
    expect(await finishRegistration(database.deps, byName, client, journeyId, password)).toEqual({ ok: true, value: null })
    expect((await findPersonWhoSignsIn(database.deps, byName, 'only@example.org'))?.person.username).toBe('only@example.org')
    const noName = { ...byName.settings, signIn: { ...byName.settings.signIn, identifiers: ['memberNumber'] } }
    expect(organisationSettings.safeParse(noName).error?.issues.map(({ path }) => path.join('.'))).toEqual(['signIn.isRegistrationOpen'])
  })

  test('is told apart by the mail alone: an address with an account gets a message that says so, and no code of it is right', async () => {
    const { deps } = database
    await inventPerson(deps, city, { username: 'tuttu', email: 'known@example.org', language: 'sv' })
    await inventPerson(deps, city, { username: 'pois', email: 'gone@example.org', status: 'disabled' })
    await inventPerson(deps, city, { username: 'uusi', email: 'new-name@example.org', formerUsername: 'vanha@example.org' })
    const seen = async (email: string) => {
      const { client, journeyId } = await ask(email)
      const journey = await findRegistration(deps, city, client, journeyId)
      const answers: unknown[] = [journey?.state, /^[A-Z]\d$/.test(journey?.data.reference ?? '')]
      answers.push(await submitRegistrationCode(deps, city, client, journeyId, '123456'))
      answers.push(await resendRegistration(deps, city, client, journeyId))
      await sendRegistration(deps, { organisationId: city.id, journeyId })
      for (let times = 0; times < 4; times++) answers.push(await submitRegistrationCode(deps, city, client, journeyId, '123456'))
      answers.push(await submitRegistrationCode(deps, city, client, journeyId, '123456'), await resendRegistration(deps, city, client, journeyId))
      return { answers, message: await lastMessage() }
    }
    const unknown = await seen('unknown@example.org')
    expect(unknown.message).toMatchObject({ purpose: 'registration-code', recipient: 'unknown@example.org' })
    for (const email of ['known@example.org', 'gone@example.org', 'vanha@example.org']) {
      const { answers, message } = await seen(email)
      expect(answers).toEqual(unknown.answers)
      expect(message).toMatchObject({ purpose: 'registration-taken', recipient: email })
      expect(message?.text).not.toMatch(/\/go\/|(?<!\d)\d{6}(?!\d)/)
      expect(message?.text).toMatch(/\/hameenportti\/recover/)
    }
    expect((await seen('known@example.org')).message?.text).toContain('Logga in med adressen')
  })

  test('accepts no code for an address with an account, not even the one that nobody was sent', async () => {
    const { deps } = database
    await inventPerson(deps, city, { username: null, email: 'guarded@example.org' })
    const { client, journeyId } = await ask('guarded@example.org')
    // The very code of the row, as if it had been guessed.
    const key = { organisationId: city.id, journeyId, purpose: 'registration' }
    await reveal(deps.db).oneTimeCode.updateMany({ where: key, data: { hmac: codeHmac(key, null, '111111') } })
    expect(await submitRegistrationCode(deps, city, client, journeyId, '111111')).toEqual({ ok: false, failure: 'code.wrong' })
    expect(await state(client)).toBe('awaiting-proof')
  })

  test('writes nothing that a stranger typed to an address that is not proved', async () => {
    const spam = { givenName: 'Win money at', familyName: 'https://spam.example.net' }
    for (const email of ['third@example.org', 'known@example.org']) {
      await ask(email, inventClient(`spam ${email}`), city, spam)
      expect(JSON.stringify(await lastMessage())).not.toMatch(/spam\.example|Win money/)
    }
  })

  test('by a mailed link moves to the browser whose button is pressed, once; looking changes nothing (security.md 5, 43)', async () => {
    const { deps } = database
    const { client } = await ask('link@example.org')
    const token = (await lastMessage())?.text.match(/\/go\/([\w-]+)/)?.[1] ?? ''
    for (let looks = 0; looks < 3; looks++) expect(await findRegistrationOfLink(deps, city, token)).not.toBeNull()
    expect(await findRegistrationOfLink(deps, closed, token)).toBeNull()
    const phone = inventClient('phone')
    const answers = await Promise.all([1, 2].map(() => followRegistrationLink(deps, city, phone, token)))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect([await state(client), await state(phone)]).toEqual([null, 'new-password'])
  })

  test('belongs to the browser that asked; one code opens once, also when two tabs send it together (security.md 4, 5)', async () => {
    const { deps } = database
    const { client, journeyId } = await ask('mine@example.org')
    const code = await lastCode(deps)
    expect(await submitRegistrationCode(deps, city, inventClient('thief'), journeyId, code)).toEqual({ ok: false, failure: 'recover.ended' })
    const answers = await Promise.all([1, 2, 3].map(() => submitRegistrationCode(deps, city, client, journeyId, code)))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await finish(inventClient('thief'), journeyId)).toEqual({ ok: false, failure: 'recover.ended' })
  })

  test('stops where the organisation has closed it meanwhile', async () => {
    const { client, journeyId } = await prove('late@example.org')
    const shut = { ...city, settings: { ...city.settings, signIn: { ...city.settings.signIn, isRegistrationOpen: false } } }
    expect(await finishRegistration(database.deps, shut, client, journeyId, password)).toEqual({ ok: false, failure: 'recover.ended' })
  })

  test('counts against the caps of the place and of the address, known or not (security.md 9, 10)', async () => {
    const { deps } = database
    const tight = await inventOrganisation(
      deps,
      'hameenportti',
      { limits: { codeRequestsPerAddressPer10Minutes: 5, messagesPerRecipientPer10Minutes: 2 } },
      'trangstad',
    )
    await inventPerson(deps, tight, { username: null, email: 'known@example.org' })
    for (const email of ['known@example.org', 'unknown@example.org']) {
      const before = (await sentMessages(deps)).length
      for (const place of ['203.0.113.21', '203.0.113.22', '203.0.113.23', '203.0.113.24'])
        await ask(email, inventClient(`${email} ${place}`, { address: place }), tight)
      expect((await sentMessages(deps)).length - before).toBe(2)
    }
    const here = inventClient('here', { address: '203.0.113.30' })
    for (let times = 0; times < 5; times++) await ask(`many${times}@example.org`, here, tight)
    expect(await beginRegistration(deps, tight, here, wishOf('many@example.org'))).toEqual({ ok: false, failure: 'signIn.tooManyFromHere' })
  })

  test('tells of a refusal by the mail server, whosever the address is (H5)', async () => {
    const { deps } = database
    for (const email of ['known@example.org', 'refusing@example.org']) {
      const { client } = await ask(email, inventClient(`refused ${email}`))
      const look = async () => {
        const journey = await findRegistration(deps, city, client)
        return journey && readAddressWay(deps, city, journey)
      }
      expect(await look()).toBe('under-way')
      await reveal(deps.db).message.updateMany({ where: { id: (await lastMessage())?.id }, data: { state: 'refused' } })
      expect(await look()).toBe('refused')
    }
  })

  test('never brings a person without the proof, in whatever order its steps are tried (security.md 39)', async () => {
    const { deps } = database
    const generous = await inventOrganisation(deps, 'hameenportti', { limits: { codeRequestsPerAddressPer10Minutes: 100_000 } }, 'vidstad')
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('guess', 'finish', 'resend', 'link'), { minLength: 1, maxLength: 8 }), async (walk) => {
        const client = inventClient(`walk ${Math.random()}`)
        const begun = await beginRegistration(deps, generous, client, wishOf('walk@example.org'))
        if (!begun.ok) throw new Error(begun.failure)
        const { journeyId } = begun.value
        for (const step of walk) {
          if (step === 'guess') await submitRegistrationCode(deps, generous, client, journeyId, '000000')
          if (step === 'finish') await finishRegistration(deps, generous, client, journeyId, password)
          if (step === 'resend') await resendRegistration(deps, generous, client, journeyId)
          if (step === 'link') await followRegistrationLink(deps, generous, client, `${journeyId}-${'A'.repeat(43)}`)
        }
        expect((await findRegistration(deps, generous, client))?.state).toBe('awaiting-proof')
      }),
      { numRuns: 60 },
    )
    expect(await reveal(deps.db).person.count({ where: { organisationId: generous.id } })).toBe(0)
  })
})

describe('two who bring one address at once', () => {
  test('make one person; the other is told that there is an account', async () => {
    const one = await prove('both@example.org', inventClient('both one'))
    const two = await prove('BOTH@example.org', inventClient('both two'))
    const answers = await Promise.all([finish(one.client, one.journeyId), finish(two.client, two.journeyId)])
    expect(answers.map((answer) => (answer.ok ? 'in' : answer.failure)).sort()).toEqual(['in', 'register.taken'])
    const states = [await state(one.client), await state(two.client)]
    expect(states.sort()).toEqual(['done', 'taken'])
    expect(await reveal(database.deps.db).identifier.count({ where: { organisationId: city.id, value: 'both@example.org' } })).toBe(1)
    expect((await holders('both@example.org')).length + (await holders('BOTH@example.org')).length).toBe(1)
  })

  test('a form that is sent twice makes one person', async () => {
    const { client, journeyId } = await prove('twice@example.org')
    const answers = await Promise.all([1, 2, 3].map(() => finish(client, journeyId)))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect([await state(client), (await holders('twice@example.org')).length]).toEqual(['done', 1])
  })

  test('an import that came first is told of on the page', async () => {
    const { client, journeyId } = await prove('file-first@example.org')
    expect((await importFile(['memberNumber;email', 'H77;file-first@example.org'])).counts).toMatchObject({ created: 1 })
    expect(await finish(client, journeyId)).toEqual({ ok: false, failure: 'register.taken' })
    expect([await state(client), (await holders('file-first@example.org')).length]).toEqual(['taken', 1])
  })

  test('an import that comes while the person is being written reports its row, and the next one finds the person', async () => {
    const { deps } = database
    const rows = ['memberNumber;email;givenName;city', 'H78;meanwhile@example.org;Annan;Forssa', 'H79;unharmed@example.org;Bo;Forssa']
    let importing: ReturnType<typeof importFile> | undefined
    await inTransaction(deps, async (deps) => {
      const member = { ...wishOf('meanwhile@example.org'), username: null }
      expect(await addMember(deps, city.id, member)).toMatchObject({ ok: true })
      importing = importFile(rows)
      const isWaiting = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
      while ((await reveal(database.deps.db).$queryRawUnsafe<unknown[]>(isWaiting)).length === 0) await new Promise((next) => setTimeout(next, 20))
    })
    const report = await importing
    expect(report?.counts).toMatchObject({ created: 1, refused: 1 })
    expect(report?.notes.map(({ line, key }) => [line, key])).toEqual([[2, 'import.changedMeanwhile']])

    const again = await importFile(rows)
    expect(again.counts).toMatchObject({ created: 0, changed: 1, refused: 0 })
    expect(again.notes.map(({ column, key }) => [column, key])).toEqual([['givenName', 'import.kept']])
    expect(await holders('meanwhile@example.org')).toEqual([expect.objectContaining({ givenName: 'Aino', city: 'Forssa', memberNumber: 'H78' })])
  })
})

describe('what may be typed', () => {
  const read = (fields: Record<string, string>) => registerForm.safeParse({ email: 'a@example.org', givenName: 'Å', familyName: '', ...fields })
  test.each([
    '',
    'aino',
    'aino@',
    '@example.org',
    'a@example',
    'a@b@example.org',
    'a@example.org, b@example.org',
    'Aino <a@example.org>',
    `${'a'.repeat(250)}@example.org`,
  ])('the address %j is refused at its field', (email) => expect(read({ email }).error?.issues.map(({ path }) => path[0])).toEqual(['email']))

  test('one name is enough, none is not; control and direction signs are left out of names', () => {
    expect(read({}).success).toBe(true)
    expect(read({ givenName: ' \u202e\u0000 ' }).error?.issues.map(({ path }) => path[0])).toEqual(['givenName'])
    expect(read({ givenName: 'A\u202ei\u200bno\u0000 Maria' }).data?.givenName).toBe('Aino Maria')
  })

  test('the address is proved as it is compared', () => {
    expect(read({ email: ' ａino@example.org\u0000 ' }).data?.email).toBe('aino@example.org')
  })
})
