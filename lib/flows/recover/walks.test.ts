import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { inventClient, inventOrganisation, inventPerson, otherThan } from '@/e2e/support/invented'
import type { Deps } from '@/lib/core/db'
import { reveal } from '@/lib/core/prisma'
import { unseal } from '@/lib/core/seal'
import type { Organisation, OrganisationSettingsInput } from '@/lib/organisations/schema'
import { countAttempt } from '@/lib/passwords/count-attempt'
import { readLock } from '@/lib/passwords/read-lock'
import { beginRecovery } from './begin-recovery'
import { acceptTerms, chooseWay, setRecoveredPassword } from './finish-recovery'
import { findRecovery } from './journey'
import { followRecoveryLink, resendRecovery, submitRecoveryCode } from './prove-contact'
import type { ProofWay } from './rules'
import { sendRecovery } from './send-recovery'

// Whole walks on a real database. Beside the portal walks a model that knows nothing of its rules but which secrets were
// sent, when, to which browser's journey: whatever the portal lets pass must have been earned there.

const database = testDatabase()
const newPassword = 'tallkotte i motvind 88'

const proofs: ProofWay[][][] = [[['sms']], [['email']], [['sms', 'email']], [['email'], ['sms']], [['sms'], ['email']]]
const wishes = fc.record({ proofs: fc.constantFrom(...proofs), hasTerms: fc.boolean(), isUnlockOffered: fc.boolean(), isLocked: fc.boolean() })
type Wishes = typeof wishes extends fc.Arbitrary<infer W> ? W : never

const browser = fc.constantFrom('one' as const, 'other' as const)
const proof = fc.constantFrom(0, 0, 1)
const whose = fc.constantFrom('own' as const, 'own' as const, 'own' as const, 'other-organisation' as const)
const action = fc.oneof(
  // The next right thing, so that walks arrive; everything else is there to lead them astray.
  { weight: 6, arbitrary: fc.constant({ does: 'go-on' as const }) },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('type' as const),
      browser,
      proof,
      whose,
      secret: fc.constantFrom('newest' as const, 'former' as const, 'wrong' as const, 'malformed' as const, 'of-somebody-else' as const),
      isTwice: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('follow' as const),
      browser,
      whose,
      secret: fc.constantFrom('newest' as const, 'former' as const, 'wrong' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('resend' as const), browser, proof, isSent: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('begin' as const), browser }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('accept' as const), browser, whose }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('choose' as const), browser, whose, way: fc.constantFrom('unlock' as const, 'new' as const) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('set' as const), browser, whose, isTwice: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('wait' as const), minutes: fc.constantFrom(1, 9, 11, 31, 130) }) },
)
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never
type Browser = 'one' | 'other'

const organisations = new Map<string, Promise<Organisation>>()
function organisationOf({ proofs, hasTerms, isUnlockOffered }: Wishes): Promise<Organisation> {
  const name = JSON.stringify([proofs, hasTerms, isUnlockOffered])
  const slug = `org${organisations.size}`
  const recovery: OrganisationSettingsInput['recovery'] = { proofs, isUnlockOffered, terms: hasTerms ? { sv: 'Jag godtar' } : null }
  const limits = { codeRequestsPerAddressPer10Minutes: 100_000, messagesPerRecipientPer10Minutes: 1_000, messagesPerPersonPerDay: 1_000 }
  const made = organisations.get(name) ?? inventOrganisation(database.deps, 'standard', { recovery, limits, secondFactor: 'never' }, slug)
  organisations.set(name, made)
  return made
}

type Sent = { way: ProofWay; code: string; token: string | null; at: number }
/** What the model knows of a journey. */
type Walked = {
  id: string
  browser: Browser
  sent: Sent[]
  proved: ProofWay[]
  tries: number
  isUsed: boolean
  isAccepted: boolean
  isLockedAtProof: boolean
  end: number
}

class Walk {
  readonly clock = { at: new Date('2026-11-23T12:00:00Z') }
  readonly deps: Deps = { db: database.deps.db, now: () => this.clock.at }
  readonly journeys: Walked[] = []
  readonly clients: Record<Browser, ReturnType<typeof inventClient>>
  earned: 'changed' | 'unlocked' | null = null

  constructor(
    readonly organisation: Organisation,
    readonly elsewhere: Organisation,
    readonly person: { id: string; username: string },
    readonly codeOfSomebodyElse: string,
  ) {
    this.clients = { one: inventClient(`one ${person.username}`), other: inventClient(`other ${person.username}`) }
  }

  /** The latest journey of a browser, which its forms name. */
  latest = (browser: Browser) => this.journeys.filter((journey) => journey.browser === browser).at(-1)
  at = (whose: 'own' | 'other-organisation') => (whose === 'own' ? this.organisation : this.elsewhere)
  asks = () => this.organisation.settings.recovery
  isProved = ({ proved }: Walked) => this.asks().proofs.every((ways, at) => ways.some((way) => way === proved[at]))
  isAlive = ({ end }: Walked) => this.clock.at.getTime() < end

  async begin(browser: Browser) {
    this.clock.at = new Date(this.clock.at.getTime() + 1)
    const begun = await beginRecovery(this.deps, this.organisation, this.clients[browser], this.person.username)
    if (!begun.ok) throw new Error(begun.failure)
    this.journeys.push(this.fresh(begun.value.journeyId, browser))
    await this.work()
  }

  fresh = (id: string, browser: Browser, from?: Walked): Walked => ({
    ...{ id, browser, sent: [], tries: 0, isUsed: false, isAccepted: false },
    proved: from?.proved ?? [],
    isLockedAtProof: from?.isLockedAtProof ?? false,
    end: this.clock.at.getTime() + 30 * 60_000,
  })

  /** The worker, for the latest journeys of both browsers; a job that runs twice sends once. */
  async work() {
    for (const journey of this.journeys.slice(-2)) {
      const before = await this.messages()
      for (let times = 0; times < 2; times++) await sendRecovery(this.deps, { organisationId: this.organisation.id, journeyId: journey.id })
      const sent = (await this.messages()).slice(before.length)
      expect(sent.length).toBeLessThanOrEqual(1)
      for (const { way, text } of sent) {
        const code = text.match(/(?<!\d)\d{6}(?!\d)/)?.[0] ?? ''
        journey.sent.push({ way, code, token: text.match(/\/go\/([\w-]+)/)?.[1] ?? null, at: this.clock.at.getTime() })
      }
    }
  }

  async messages() {
    const rows = await reveal(this.deps.db).message.findMany({ where: { personId: this.person.id, purpose: 'recovery-code' }, orderBy: { id: 'asc' } })
    return rows.map(({ id, channel, sealedContent }) => ({
      way: channel as ProofWay,
      text: sealedContent ? String(JSON.parse(unseal('message', sealedContent, id)).text) : '', // taken back for a newer one
    }))
  }

  secretOf(journey: Walked | undefined, which: string): Sent | undefined {
    return which === 'former' ? journey?.sent.at(-2) : journey?.sent.at(-1)
  }

  async type({
    browser,
    proof,
    whose,
    secret,
    isTwice,
  }: {
    browser: Browser
    proof: number
    whose: 'own' | 'other-organisation'
    secret: string
    isTwice: boolean
  }) {
    const journey = this.latest(browser) ?? this.latest('one')
    if (!journey) return
    const newest = this.secretOf(journey, 'newest')
    const typed =
      secret === 'wrong'
        ? otherThan(newest?.code ?? '000000')
        : secret === 'malformed'
          ? '12 34'
          : secret === 'of-somebody-else'
            ? this.codeOfSomebodyElse
            : (this.secretOf(journey, secret)?.code ?? '123456')
    const ask = () => submitRecoveryCode(this.deps, this.at(whose), this.clients[browser], { journey: journey.id, proof }, typed)
    const answers = await Promise.all(isTwice ? [ask(), ask()] : [ask()])
    const passed = answers.filter(({ ok }) => ok).length
    expect(passed).toBeLessThanOrEqual(1)
    if (passed === 1 && newest) {
      const isYoung = this.clock.at.getTime() < newest.at + 10 * 60_000
      const earned = { typed, browser, whose, proof, isYoung, isAlive: this.isAlive(journey), isUsed: journey.isUsed, mayTry: journey.tries < 5 }
      expect(earned).toEqual({
        typed: newest.code,
        browser: journey.browser,
        whose: 'own',
        proof: journey.proved.length,
        isYoung: true,
        isAlive: true,
        isUsed: false,
        mayTry: true,
      })
      await this.prove(journey, newest.way)
    }
    expect(passed === 1 && !newest).toBe(false)
    if (passed === 0 && secret !== 'malformed' && whose === 'own' && browser === journey.browser && proof === journey.proved.length && !this.isProved(journey))
      journey.tries += answers.length
  }

  async prove(journey: Walked, way: ProofWay) {
    journey.proved = [...journey.proved, way]
    journey.tries = 0
    journey.sent = []
    journey.end = this.clock.at.getTime() + 30 * 60_000
    journey.isLockedAtProof = (await readLock(this.deps, this.organisation, this.person.id)).isLocked
    await this.work()
  }

  async follow({ browser, whose, secret }: { browser: Browser; whose: 'own' | 'other-organisation'; secret: string }) {
    const journey = this.journeys.findLast(({ sent }) => sent.some(({ token }) => token)) ?? this.journeys.at(-1)
    if (!journey) return
    const token = (secret === 'wrong' ? null : this.secretOf(journey, secret)?.token) ?? `${journey.id}-${'A'.repeat(43)}`
    const { ok } = await followRecoveryLink(this.deps, this.at(whose), this.clients[browser], token)
    if (!ok) return
    const newest = this.secretOf(journey, 'newest')
    const earned = { token, way: newest?.way, whose, isAlive: this.isAlive(journey), isUsed: journey.isUsed }
    expect(earned).toEqual({ token: newest?.token, way: 'email', whose: 'own', isAlive: true, isUsed: false })
    journey.isUsed = true
    const moved = await findRecovery(this.deps, this.organisation, this.clients[browser])
    const next = this.fresh(moved?.id ?? randomUUID(), browser, journey)
    this.journeys.push(next)
    await this.prove(next, 'email')
  }

  async resend({ browser, proof, isSent }: { browser: Browser; proof: number; isSent: boolean }) {
    const journey = this.latest(browser)
    if (!journey) return
    const { ok } = await resendRecovery(this.deps, this.organisation, this.clients[browser], { journey: journey.id, proof })
    if (ok) journey.end = this.clock.at.getTime() + 30 * 60_000
    if (isSent) await this.work()
  }

  async accept({ browser, whose }: { browser: Browser; whose: 'own' | 'other-organisation' }) {
    const journey = this.latest(browser)
    if (!journey) return
    const { ok } = await acceptTerms(this.deps, this.at(whose), this.clients[browser], journey.id)
    if (!ok) return
    expect({ whose, isProved: this.isProved(journey), isAlive: this.isAlive(journey) }).toEqual({ whose: 'own', isProved: true, isAlive: true })
    journey.isAccepted = true
    journey.end = this.clock.at.getTime() + 30 * 60_000
    journey.isLockedAtProof = (await readLock(this.deps, this.organisation, this.person.id)).isLocked
  }

  async choose({ browser, whose, way }: { browser: Browser; whose: 'own' | 'other-organisation'; way: 'unlock' | 'new' }) {
    const journey = this.latest(browser)
    if (!journey) return
    const { ok } = await chooseWay(this.deps, this.at(whose), this.clients[browser], journey.id, way)
    if (!ok) return
    expect({ whose, ...this.isEarned(journey), isLocked: journey.isLockedAtProof, isOffered: this.asks().isUnlockOffered }).toEqual({
      whose: 'own',
      ...earned,
      isLocked: true,
      isOffered: true,
    })
    journey.end = this.clock.at.getTime() + 30 * 60_000
    if (way === 'unlock') {
      journey.isUsed = true
      this.earned ??= 'unlocked'
    }
  }

  async set({ browser, whose, isTwice }: { browser: Browser; whose: 'own' | 'other-organisation'; isTwice: boolean }) {
    const journey = this.latest(browser)
    if (!journey) return
    const ask = () => setRecoveredPassword(this.deps, this.at(whose), this.clients[browser], journey.id, newPassword)
    const passed = (await Promise.all(isTwice ? [ask(), ask()] : [ask()])).filter(({ ok }) => ok).length
    expect(passed).toBeLessThanOrEqual(1)
    if (passed === 0) return
    expect({ whose, ...this.isEarned(journey) }).toEqual({ whose: 'own', ...earned })
    this.earned = 'changed'
    for (const other of this.journeys) other.isUsed = true // whatever else was under way is worthless now
  }

  isEarned = (journey: Walked) => ({
    isProved: this.isProved(journey),
    isAccepted: this.asks().terms === null || journey.isAccepted,
    isAlive: this.isAlive(journey),
    isUsed: journey.isUsed,
  })

  /** What somebody does who simply wants in. */
  async goOn() {
    const journey = this.journeys.at(-1)
    const found = journey && (await findRecovery(this.deps, this.organisation, this.clients[journey.browser], journey.id))
    if (!journey || !found || found.state === 'done') return this.begin('one')
    const own = { browser: journey.browser, whose: 'own' as const }
    if (found.state === 'terms') return this.accept(own)
    if (found.state === 'choice') return this.choose({ ...own, way: this.journeys.length % 2 ? 'unlock' : 'new' })
    if (found.state === 'new-password') return this.set({ ...own, isTwice: false })
    await this.work()
    return this.type({ ...own, proof: journey.proved.length, secret: 'newest', isTwice: false })
  }

  async take(action: Action) {
    if (action.does === 'go-on') return this.goOn()
    if (action.does === 'wait') this.clock.at = new Date(this.clock.at.getTime() + action.minutes * 60_000)
    if (action.does === 'begin') return this.begin(action.browser)
    if (action.does === 'type') return this.type(action)
    if (action.does === 'follow') return this.follow(action)
    if (action.does === 'resend') return this.resend(action)
    if (action.does === 'accept') return this.accept(action)
    if (action.does === 'choose') return this.choose(action)
    if (action.does === 'set') return this.set(action)
  }
}
const earned = { isProved: true, isAccepted: true, isAlive: true, isUsed: false }

async function walk(asked: Wishes, actions: Action[]): Promise<'changed' | 'unlocked' | null> {
  const organisation = await organisationOf(asked)
  const elsewhere = await organisationOf({ ...asked, isUnlockOffered: !asked.isUnlockOffered })
  const username = `w${randomUUID()}`
  const person = await inventPerson(database.deps, organisation, { username, email: `${username}@example.org` })
  const other = await inventPerson(database.deps, organisation, { username: `x${username}`, email: `x${username}@example.org` })
  const theirs = new Walk(organisation, elsewhere, { id: other.id, username: `x${username}` }, '000000')
  await theirs.begin('other')
  const walked = new Walk(organisation, elsewhere, { id: person.id, username }, theirs.secretOf(theirs.journeys[0], 'newest')?.code ?? '')
  if (asked.isLocked) for (let times = 0; times < 6; times++) await countAttempt(walked.deps, organisation, person.id)
  const hash = await hashOf(person.id)
  await walked.begin('one')
  for (const action of actions) await walked.take(action)
  expect((await hashOf(person.id)) === hash).toBe(walked.earned !== 'changed')
  return walked.earned
}

const hashOf = async (personId: string) => (await reveal(database.deps.db).password.findFirstOrThrow({ where: { personId } })).hash

const together = 8
const walks = process.env.LONG === '1' ? 10_000 : 80

test(`${walks} walks through the journey in random order never end without the proofs that the settings ask for`, { timeout: 3_600_000 }, async () => {
  const ends: Record<string, number> = {}
  const one = fc.tuple(wishes, fc.array(action, { minLength: 1, maxLength: 14, size: 'max' }))
  await fc.assert(
    fc.asyncProperty(fc.array(one, { minLength: together, maxLength: together }), async (many) => {
      const ended = await Promise.allSettled(many.map(([asked, actions]) => walk(asked, actions)))
      for (const end of ended) {
        if (end.status === 'rejected') throw end.reason
        ends[String(end.value)] = (ends[String(end.value)] ?? 0) + 1
      }
    }),
    { numRuns: Math.ceil(walks / together), endOnFailure: true },
  )
  // Walks that never arrive would prove nothing.
  expect(Math.min(ends.changed ?? 0, ends.unlocked ?? 0)).toBeGreaterThan(walks / 100)
})
