import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { inventClient, inventOrganisation, inventPerson } from '@/e2e/support/invented'
import { password, prove } from '@/e2e/support/somebody'
import { metrics } from '@/lib/core/metrics'
import { reveal } from '@/lib/core/prisma'
import { unsealContent } from '@/lib/delivery/seal-content'
import { beginJourney } from '@/lib/journeys/journey'
import type { Organisation } from '@/lib/organisations/schema'
import { issueFirstPassword } from '@/lib/passwords/issue-first-password'
import type { Person } from '@/lib/people/rules'
import { changeEmail, findEmailChange } from './change-details/change-email'
import { changeMobile, findMobileChange } from './change-details/change-mobile'
import { changePassword } from './change-details/change-password'
import type { Proof } from './change-details/prove-password'
import { submitEmailCode } from './change-details/submit-email-code'
import { submitMobileCode } from './change-details/submit-mobile-code'
import { freezeAccount as freezeAtDesk } from './desk/freeze-account'
import { beginOrder } from './first-password/begin-order'
import { sendOrderedPassword } from './first-password/send-ordered-password'
import { chooseSignIn, findChoosing, submitFirstPassword } from './first-password/use-first-password'
import { setRecoveredPassword } from './recover/finish-recovery'
import { askedFor, recoveryKind } from './recover/journey'
import { freezeAccount } from './repudiate/freeze-account'
import { submitCode } from './sign-in/submit-code'
import { submitPassword } from './sign-in/submit-password'
import { tellPerson } from './tell-person'

// Two stories of one person at the same instant, on a real database: both end, as if one had come after the other.

const database = testDatabase()
let organisation: Organisation
let outside: pg.Client
beforeAll(async () => {
  const limits = { messagesPerRecipientPer10Minutes: 1_000, messagesPerPersonPerDay: 1_000, codeRequestsPerAddressPer10Minutes: 10_000 }
  organisation = await inventOrganisation(database.deps, 'handelsforbundet', { limits, secondFactor: 'always', myDetails: { isMobileProvedByCode: true } })
  outside = new pg.Client(database.url)
  await outside.connect()
})
afterAll(() => outside.end())

type Somebody = { person: Person; proof: Proof; client: ReturnType<typeof inventClient>; number: number }
/** Makes all ready for a story and returns what is left to do. */
type Story = (who: Somebody) => Promise<() => Promise<{ ok: boolean } | null>>

let count = 0
async function somebody(): Promise<Somebody> {
  const number = ++count
  const { deps } = database
  database.clock.forward(11 * 60_000)
  const names = { username: `kerstin${number}`, memberNumber: String(number), email: `kerstin${number}@example.org` }
  const person = await inventPerson(deps, organisation, { ...names, password, firstSignedInAt: null })
  const client = inventClient(`at home ${number}`)
  return { person, proof: await prove(deps, organisation, client, person.id), client, number }
}

async function newest(pattern: RegExp): Promise<string> {
  const rows = await reveal(database.deps.db).message.findMany({ orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], take: 6 })
  return rows.map(({ id, sealedContent }) => unsealContent(id, sealedContent)?.text.match(pattern)?.[1]).find((found) => found !== undefined) ?? 'none'
}
const newestCode = () => newest(/^(?:[A-Z]\d )?(\d{6})(?: |$)/m)
const newPassword = 'tallkotte og sebra 99'

const freezing: Record<string, Story> = {
  'the link "this was not me"': async ({ person, client }) => {
    await tellPerson(database.deps, organisation, person, 'password-changed', {}, { everywhere: true })
    const secret = await newest(/\/go\/([\w-]{22})(?![\w-])/)
    return () => freezeAccount(database.deps, organisation, client, secret)
  },
  'freezing by the desk':
    async ({ person }) =>
    () =>
      freezeAtDesk(database.deps, organisation, { actorId: null, client: null, personId: person.id, reason: 'called' }),
}
const changing: Record<string, Story> = {
  'a new number': async ({ person, client, proof }) => {
    const { deps } = database
    await changeMobile(deps, organisation, client, proof, '+46701740606')
    const id = (await findMobileChange(deps, organisation, client, person.id))?.id ?? ''
    const code = await newestCode()
    return () => submitMobileCode(deps, organisation, client, person.id, id, code)
  },
  'a new address': async ({ person, client, proof, number }) => {
    const { deps } = database
    await changeEmail(deps, organisation, client, proof, `ny${number}@example.org`)
    const id = (await findEmailChange(deps, organisation, client, person.id))?.id ?? ''
    const code = await newestCode()
    return () => submitEmailCode(deps, organisation, client, person.id, id, code)
  },
  'an own new password':
    async ({ client, proof }) =>
    () =>
      changePassword(database.deps, organisation, client, proof, newPassword),
  'the end of a recovery': async ({ person, number }) => {
    const { deps } = database
    const data = { ...askedFor(deps.now()), wanted: 'password', typed: 'x', proved: ['email'], outcome: null, wasLocked: false, linkHmac: '' }
    const client = inventClient(`recovering ${number}`)
    const begin = {
      organisationId: organisation.id,
      kind: recoveryKind,
      state: 'new-password',
      browser: client.browser,
      personId: person.id,
      data,
      minutes: 30,
    }
    const { id } = await beginJourney(deps, begin)
    return () => setRecoveredPassword(deps, organisation, client, id, newPassword)
  },
  'the use of a first-time password': async ({ person, number }) => {
    const { deps } = database
    const { secret } = await issueFirstPassword(deps, { organisationId: organisation.id, personId: person.id, channel: 'sms', lifeHours: 24 })
    const client = inventClient(`choosing ${number}`)
    await submitFirstPassword(deps, organisation, client, String(number), secret)
    const journeyId = (await findChoosing(deps, organisation, client))?.journey.id ?? ''
    return () => chooseSignIn(deps, organisation, client, { journeyId, username: `valgt${number}`, newPassword })
  },
  'the order of a first-time password': async ({ person, number }) => {
    const { deps } = database
    await beginOrder(deps, organisation, inventClient(`ordering ${number}`), { memberNumber: String(number), channel: 'sms', contact: person.mobile ?? '' })
    const ordered = await reveal(deps.db).journey.findFirstOrThrow({ where: { kind: 'order-first-password' }, orderBy: { createdAt: 'desc' } })
    return async () => {
      await sendOrderedPassword(deps, { organisationId: organisation.id, journeyId: ordered.id })
      return null
    }
  },
  'the first sign-in': async ({ number }) => {
    const { deps } = database
    const client = inventClient(`signing in ${number}`)
    const typed = { identifier: `kerstin${number}`, password, wishesToBeRemembered: false, returnTo: null }
    const step = await submitPassword(deps, organisation, client, typed, null)
    const id = step.ok && step.value.step === 'code' ? step.value.journeyId : ''
    const code = await newestCode()
    return () => submitCode(deps, organisation, client, id, code)
  },
}

const whoWaits = "SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"

/** Lets both stories come to the person's row, the first one first, before either may have it. */
async function atOneDoor(person: Person, stories: (() => Promise<{ ok: boolean } | null>)[]) {
  await outside.query('BEGIN')
  await outside.query('SELECT 1 FROM persons WHERE id = $1 FOR NO KEY UPDATE', [person.id])
  let ended = 0
  const running: Promise<{ ok: boolean } | null>[] = []
  const stand = async () => {
    await outside.query('SELECT pg_stat_clear_snapshot()')
    return ended + (await outside.query(whoWaits)).rows[0].n
  }
  try {
    for (const story of stories) {
      running.push(
        story().finally(() => {
          ended += 1
        }),
      )
      await vi.waitUntil(async () => (await stand()) === running.length, { timeout: 3_000, interval: 5 })
    }
  } finally {
    await outside.query('COMMIT')
  }
  return Promise.all(running)
}

async function openOf({ id }: Person) {
  const db = reveal(database.deps.db)
  const where = { organisationId: organisation.id, personId: id }
  return {
    sessions: await db.session.count({ where: { ...where, endedAt: null } }),
    journeys: await db.journey.count({ where: { ...where, finishedAt: null } }),
    codes: await db.oneTimeCode.count({ where: { ...where, usedAt: null } }),
    firstPasswords: await db.firstPassword.count({ where: { ...where, endedAt: null } }),
  }
}
const personOf = ({ id }: Person) =>
  reveal(database.deps.db).person.findUniqueOrThrow({ where: { organisationId_id: { organisationId: organisation.id, id } } })
const conflicts = async () => (await metrics().conflicts.get()).values[0]?.value ?? 0

const every = Object.entries({ ...freezing, ...changing })
const pairs = every.flatMap(([name, story], at) => every.slice(at + 1).map(([other, otherStory]) => ({ name, other, stories: [story, otherStory] })))

test.each(pairs)('$name and $other never wait for each other, whichever comes first', async ({ stories }) => {
  const before = await conflicts()
  for (const order of [stories, [...stories].reverse()]) {
    const who = await somebody()
    const left: (() => Promise<{ ok: boolean } | null>)[] = []
    for (const story of stories) left.push(await story(who))
    const answers = await atOneDoor(who.person, order === stories ? left : left.reverse())
    expect(answers.some((answer) => answer === null || answer.ok)).toBe(true)
  }
  expect(await conflicts()).toBe(before)
})

test.each(pairs.filter(({ name }) => name in freezing))('$name and $other at once leave a frozen account with nothing open', async ({ stories }) => {
  for (let round = 0; round < 2; round++) {
    const who = await somebody()
    const left: (() => Promise<{ ok: boolean } | null>)[] = []
    for (const story of stories) left.push(await story(who))
    await Promise.all((round % 2 ? left.reverse() : left).map((story) => story()))
    expect(await personOf(who.person)).toMatchObject({ status: 'frozen' })
    const { sessions, ...others } = await openOf(who.person)
    expect(others).toEqual({ journeys: 0, codes: 0, firstPasswords: 0 })
    expect(sessions, 'of a frozen person none opens anything').toBeLessThanOrEqual(1)
  }
})
