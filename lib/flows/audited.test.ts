import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { inventClient, inventOrganisation, inventPerson, lastCode, otherThan, password, sentMessages } from '@/e2e/support/invented'
import { reveal } from '@/lib/core/prisma'
import type { Organisation } from '@/lib/organisations/schema'
import type { Person } from '@/lib/people/rules'
import { findSession } from '@/lib/sessions/find-session'
import { changeEmail } from './change-details/change-email'
import { changeMobile } from './change-details/change-mobile'
import { changePassword } from './change-details/change-password'
import { changePersonalDetails } from './change-details/change-personal-details'
import { changeSignInDetails } from './change-details/change-sign-in-details'
import { endOwnSessions } from './change-details/end-own-sessions'
import { provePassword } from './change-details/prove-password'
import { submitEmailCode } from './change-details/submit-email-code'
import { submitMobileCode } from './change-details/submit-mobile-code'
import { takeOwnData } from './change-details/take-own-data'
import { beginOrder } from './first-password/begin-order'
import { sendOrderedPassword } from './first-password/send-ordered-password'
import { beginRecovery } from './recover/begin-recovery'
import { findRecovery } from './recover/journey'
import { submitRecoveryCode } from './recover/prove-contact'
import { sendRecovery } from './recover/send-recovery'
import { submitCode } from './sign-in/submit-code'
import { submitPassword } from './sign-in/submit-password'
import { signOut } from './sign-out'

// security.md 52: each act leaves a row with when, where, who, what, factor; what was refused too.

const database = testDatabase()
const client = inventClient('audited')
let company: Organisation
let sibyl: Person
beforeAll(async () => {
  company = await inventOrganisation(database.deps, 'securia', { limits: { codeRequestsPerAddressPer10Minutes: 12, failedSignInsPerAddressPer10Minutes: 40 } })
  sibyl = await inventPerson(database.deps, company, { username: 'sibyl', email: 'sibyl@example.org', mobile: '+46701740620' })
})

/** What the audit tells of `work`, and that each row says when and where. */
async function acts(work: () => Promise<unknown>) {
  database.clock.forward(1)
  const seen = new Set((await reveal(database.deps.db).auditEvent.findMany({ select: { id: true } })).map(({ id }) => id))
  await work()
  const events = await reveal(database.deps.db).auditEvent.findMany({ orderBy: { id: 'asc' } })
  const fresh = events.filter(({ id }) => !seen.has(id))
  for (const { at, personal, act } of fresh) {
    expect([act, at]).toEqual([act, database.clock.at])
    expect([act, personal]).toEqual([act, expect.objectContaining({ address: client.address, userAgent: client.userAgent })])
  }
  return fresh.map(({ act, outcome, actorId, subjectId, details }) => {
    const who = [actorId, subjectId].map((id) => (id === sibyl.id ? 'sibyl' : id === null ? 'nobody' : 'somebody')).join(' → ')
    return `${act} ${outcome}, ${who}, ${Object.entries(details as object)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ')}`
  })
}
const submit = (typed: string, name = 'sibyl') =>
  submitPassword(database.deps, company, client, { identifier: name, password: typed, wishesToBeRemembered: false, returnTo: null }, null)
async function signedIn() {
  database.clock.forward(1)
  const answer = await submit(password)
  if (!answer.ok || answer.value.step !== 'code') throw new Error('no code')
  const entered = await submitCode(database.deps, company, client, answer.value.journeyId, await lastCode(database.deps))
  const session = entered.ok && (await findSession(database.deps, company.id, entered.value.token))
  if (!session) throw new Error('not signed in')
  return session
}
async function proof() {
  const proved = await provePassword(database.deps, company, client, await signedIn(), password)
  if (!proved.ok) throw new Error(proved.failure)
  return proved.value
}
const like = (pattern: RegExp) => expect.stringMatching(pattern)

describe('the audit tells of', () => {
  test('a sign-in, its code and its factors, and of what was refused', async () => {
    expect(await acts(() => submit('wrong'))).toEqual(['sign-in.refused failure, nobody → sibyl, status active, isKnown true, isLocked false'])
    expect(await acts(() => submit('wrong', 'stranger'))).toEqual(['sign-in.refused failure, nobody → nobody, status null, isKnown false, isLocked false'])
    let journeyId = ''
    const told = await acts(async () => {
      const answer = await submit(password)
      journeyId = answer.ok && answer.value.step === 'code' ? answer.value.journeyId : ''
    })
    expect(told).toEqual([
      'sign-in.password-accepted success, sibyl → sibyl, ',
      like(/^code\.sent success, nobody → sibyl, channel sms, purpose second-factor, reference \w\d$/),
    ])
    const code = await lastCode(database.deps)
    expect(await acts(() => submitCode(database.deps, company, client, journeyId, otherThan(code)))).toEqual([
      'sign-in.code-refused failure, nobody → sibyl, why code.wrong',
    ])
    expect(await acts(() => submitCode(database.deps, company, client, journeyId, code))).toEqual([
      'sign-in.succeeded success, sibyl → sibyl, why outside, factors password,sms, isInside false, failuresBefore 1, isByFormerName false',
    ])
    const { id } = await signedIn()
    expect(await acts(() => signOut(database.deps, { organisationId: company.id, personId: sibyl.id, sessionId: id, client }))).toEqual([
      'sign-out success, sibyl → sibyl, ',
    ])
  })

  test('a lock', async () => {
    const told = await acts(async () => {
      for (let times = 0; times < 10; times++) await submit('wrong', 'nobody-here')
    })
    expect(told.at(-1)).toMatch(/^account\.locked failure, nobody → nobody, .*failures 10/)
  })

  test('a limit that was reached, once and not for each knock', async () => {
    const told = await acts(async () => {
      for (let times = 0; times < 20; times++) await beginRecovery(database.deps, company, client, 'sibyl')
    })
    expect(told.filter((line) => line.startsWith('limit.reached'))).toEqual(['limit.reached failure, nobody → nobody, max 12, what code-request'])
    database.clock.forward(600_000)
    const busy = await inventOrganisation(database.deps, 'securia', { limits: { failedSignInsPerAddressPer10Minutes: 10 } }, 'busy')
    const typed = { identifier: 'x', password: 'wrong', wishesToBeRemembered: false, returnTo: null }
    const guessed = await acts(async () => {
      for (let times = 0; times < 14; times++) await submitPassword(database.deps, busy, client, typed, null)
    })
    expect(guessed.filter((line) => line.startsWith('limit.reached'))).toEqual(['limit.reached failure, nobody → nobody, max 10, what failed-sign-in'])
  })

  test('a way back in: asked for, code sent, refused, proved', async () => {
    let journey = { journey: '', proof: 0 }
    const asked = await acts(async () => {
      const begun = await beginRecovery(database.deps, company, client, 'sibyl')
      if (!begun.ok) throw new Error(begun.failure)
      journey = { journey: begun.value.journeyId, proof: 0 }
      await sendRecovery(database.deps, { organisationId: company.id, journeyId: begun.value.journeyId })
    })
    expect(asked).toEqual([
      'recovery.asked success, nobody → nobody, wanted password',
      like(/^code\.sent success, nobody → sibyl, channel sms, purpose recovery\S*, reference \w\d$/),
    ])
    const code = await lastCode(database.deps)
    expect(await acts(() => submitRecoveryCode(database.deps, company, client, journey, otherThan(code)))).toEqual([
      'recovery.code-refused failure, nobody → sibyl, why code.wrong',
    ])
    expect(await acts(() => submitRecoveryCode(database.deps, company, client, journey, code))).toEqual([
      'recovery.proved success, sibyl → sibyl, by sms, through code',
    ])
    expect((await findRecovery(database.deps, company, client, journey.journey))?.personId).toBe(sibyl.id)
  })

  test('own changes, their codes, and a present password that was wrong', async () => {
    const { deps } = database
    const session = await signedIn()
    expect(await acts(() => provePassword(deps, company, client, session, 'wrong'))).toEqual([
      'details.password-refused failure, sibyl → sibyl, isInside false, isLocked false',
    ])
    const proved = await proof()
    const codeSent = (purpose: string, channel: string) =>
      like(new RegExp(`^code\\.sent success, nobody → sibyl, channel ${channel}, purpose ${purpose}, reference \\w\\d$`))

    expect(await acts(() => changeMobile(deps, company, client, proved, '+46701740621'))).toEqual([
      'mobile.changed success, sibyl → sibyl, isProvedByCode false',
    ])
    expect(await acts(() => changePersonalDetails(deps, company, client, sibyl.id, 'name.changed', { givenName: 'Sibylla' }))).toEqual([
      'name.changed success, sibyl → sibyl, fields givenName',
    ])
    expect(await acts(() => changeEmail(deps, company, client, proved, 'sibylla@example.org'))).toEqual([codeSent('email', 'email')])
    const { id } = await reveal(deps.db).journey.findFirstOrThrow({ where: { kind: 'change-email' } })
    const code = await lastCode(deps)
    expect(await acts(() => submitEmailCode(deps, company, client, sibyl.id, id, otherThan(code)))).toEqual([
      'email.code-refused failure, sibyl → sibyl, why code.wrong',
    ])
    expect(await acts(() => submitEmailCode(deps, company, client, sibyl.id, id, code))).toEqual(['email.changed success, sibyl → sibyl, by code'])
    expect(await acts(() => takeOwnData(deps, company, client, sibyl.id))).toEqual(['own-data.taken success, sibyl → sibyl, '])
    await signedIn()
    expect(await acts(() => endOwnSessions(deps, company, client, { id: proved.sessionId, personId: sibyl.id }, 'others'))).toEqual([
      like(/^session\.ended success, sibyl → sibyl, count \d$/),
    ])
    expect(await acts(() => changePassword(deps, company, client, proved, 'Kvastfot73Zzyx'))).toEqual([
      'password.changed success, sibyl → sibyl, endedSessions 0',
    ])
  })

  test('a code that was not sent, though the change that it belonged to was taken back', async () => {
    const { deps } = database
    const strict = await inventOrganisation(deps, 'securia', { myDetails: { isMobileProvedByCode: true }, limits: { messagesPerPersonPerDay: 1 } }, 'strict')
    const { id } = await inventPerson(deps, strict, { username: 'ulla', mobile: null, email: null })
    const proved = { personId: id, sessionId: '', token: '' } as never
    const wish = { mobile: '+46701740630', newPassword: '' }
    await changeSignInDetails(deps, strict, client, proved, wish)
    expect(await acts(() => changeSignInDetails(deps, strict, client, proved, { ...wish, mobile: '+46701740631' }))).toEqual([
      'code.sent failure, nobody → somebody, why delivery.tooMany, channel sms, purpose mobile',
    ])
    const wrong = await reveal(deps.db).journey.findFirstOrThrow({ where: { organisationId: strict.id, kind: 'change-mobile', finishedAt: null } })
    expect(await acts(() => submitMobileCode(deps, strict, client, id, wrong.id, '000000'))).toEqual([
      'mobile.code-refused failure, somebody → somebody, why code.wrong',
    ])
  })

  test('an order of a first-time password that fits nobody, or somebody else’s number', async () => {
    const { deps } = database
    const union = await inventOrganisation(deps, 'handelsforbundet')
    const { id } = await inventPerson(deps, union, { username: null, memberNumber: '4711', mobile: '+46701740640' })
    const told = async (memberNumber: string) => {
      database.clock.forward(1)
      await beginOrder(deps, union, client, { memberNumber, channel: 'sms', contact: '+46701740641' })
      const journey = await reveal(deps.db).journey.findFirstOrThrow({ where: { organisationId: union.id, state: 'ordered' } })
      await sendOrderedPassword(deps, { organisationId: union.id, journeyId: journey.id })
      return reveal(deps.db).auditEvent.findFirstOrThrow({ where: { organisationId: union.id, act: 'first-password.not-sent' }, orderBy: { at: 'desc' } })
    }
    expect(await told('4711')).toMatchObject({ outcome: 'failure', subjectId: id, details: { channel: 'sms', why: 'not registered' } })
    expect(await told('0000')).toMatchObject({ outcome: 'failure', subjectId: null, details: { channel: 'sms', why: 'not registered' } })
  })

  test('nothing that is secret: no password, no code', async () => {
    const text = JSON.stringify(await reveal(database.deps.db).auditEvent.findMany())
    const codes = (await sentMessages(database.deps)).flatMap(({ text }) => text.match(/(?<![\w-])\d{6}(?![\w-])/)?.[0] ?? [])
    expect(codes.length).toBeGreaterThan(4)
    for (const secret of [password, 'Kvastfot73Zzyx', ...codes]) expect(text).not.toContain(`"${secret}`)
    expect(text).not.toContain(password)
  })
})

test('no story of lib/flows changes anything without the audit', () => {
  // Why a few have no row of their own.
  const exceptions: Record<string, string[]> = {
    'it reads and decides, and changes nothing': [
      'audit/find-filter.ts',
      'change-details/gather-own-data.ts',
      'change-details/read-own-log.ts',
      'change-details/read-wished-mobile.ts',
      'client.ts',
      'contact/check-attached.ts',
      'contact/ticket.ts',
      'elections/read-question.ts',
      'elections/sheet-text.ts',
      'first-password/address-lines.ts',
      'link-to.ts',
      'name-actors.ts',
      'own-factors/factors-of-groups.ts',
      'own-factors/ways.ts',
      'provisioning/actor.ts',
      'provisioning/read-fields.ts',
      'settings/count-touched.ts',
      'settings/find-lock-outs.ts',
      'settings/tell-settings.ts',
      'tell-later.ts',
      'tell-of-lock.ts',
      'tell-person.ts',
      'read-mail-way.ts',
      'recover/read-address-way.ts',
      'recover/journey.ts',
      'recover/read-code-way.ts',
      'register/read-address-way.ts',
      'register/journey.ts',
      'roles/view-roles.ts',
      'sign-in/find-due.ts',
      'sign-in/journey.ts',
    ],
    'its caller records, in the same transaction or just behind': [
      'all-or-nothing.ts',
      'campaign/run-campaigns.ts',
      'campaign/send-to-next.ts',
      'close-old-ways.ts',
      'contact/tell-support.ts',
      'mail-support.ts',
      'elections/tell-voters.ts',
      'desk/press-once.ts',
      'provisioning/change-user.ts',
      'provisioning/create-user.ts',
      'recover/answer-stranger.ts',
      'provider-sign-in/find-named.ts',
      'recover/move-on.ts',
      'register/finish-registration.ts',
      'repudiate/begin-way-back.ts',
      'repudiate/tell-of-freezing.ts',
    ],
    'who sent a ballot must stand nowhere': ['elections/take-ballot-mails.ts'],
    'beside the box’s list it would say whose card was which': ['elections/give-back-card.ts'],
    'who tries without the right is recorded by allow-right': ['campaign/allow-campaign.ts', 'elections/allow-elections.ts'],
    'the code that it sends is recorded by send-code': ['change-details/change-email.ts', 'change-details/change-mobile.ts'],
    'the version that it writes is recorded by lib/organisations': ['settings/apply-draft.ts', 'settings/bring-back-version.ts'],
    'what ended the session recorded that': ['openid/tell-clients.ts'],
    'register-import records what it changes': ['import-register/work-on-imports.ts'],
    'what it joins is recorded by each part': ['change-details/change-sign-in-details.ts', 'provider-sign-in/finish-provider.ts'],
    'a question is kept without whoever asked it': ['help/ask-help.ts'],
    'what is typed is no act yet: sending it, with a session, is': ['keep-form.ts', 'sign-in/begin-sign-in.ts', 'provider-sign-in/begin-provider.ts'],
  }
  const folder = fileURLToPath(new URL('.', import.meta.url))
  const silent = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !/\.test\.ts$|(^|\/)(rules|schema)\.ts$/.test(path))
    .filter((path) => {
      const text = readFileSync(join(folder, path), 'utf8')
      return /^export (async )?function /m.test(text) && !/\b(recordEvent|eventAlong|recordRefusedCode|countHere)\(/.test(text)
    })
  expect(silent.sort()).toEqual(Object.values(exceptions).flat().sort())
})
