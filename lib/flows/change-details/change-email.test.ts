import { describe, expect, it } from 'vitest'
import { checkPassword } from '@/e2e/support/check-password'
import { testDatabase } from '@/e2e/support/database'
import { acts, lastCode, lastToken, messages, newOrganisation, newPerson, newSession, password, person, prove, someClient } from '@/e2e/support/somebody'
import { reveal } from '@/lib/core/prisma'
import { findLatestJourneyState } from '@/lib/journeys/linked-journey'
import type { Organisation } from '@/lib/organisations/schema'
import { findDetails, findIdentifiers } from '@/lib/people/find-details'
import { findPersonWhoSignsIn } from '@/lib/people/find-person'
import { findGrants, findGroups } from '@/lib/people/membership'
import { listSessions } from '@/lib/sessions/list-sessions'
import { changeEmail, findEmailChange, resendEmailCode } from './change-email'
import { gatherOwnData } from './gather-own-data'
import { confirmEmailLink, findEmailOfLink, isEmailLinkDone, submitEmailCode } from './submit-email-code'

const test = testDatabase()
const ended = { ok: false, failure: 'details.ended' }

async function begin({
  organisation,
  names = { email: 'erkki@example.org' },
  to = 'uusi@example.org',
}: {
  organisation?: Organisation
  names?: Parameters<typeof newPerson>[2]
  to?: string
} = {}) {
  const city = organisation ?? (await newOrganisation(test.deps, { signIn: { identifiers: ['email', 'username'] }, secondFactor: 'never' }))
  const id = await newPerson(test.deps, city, names)
  const client = someClient()
  const changed = await changeEmail(test.deps, city, client, await prove(test.deps, city, client, id), to)
  const journey = await findEmailChange(test.deps, city, client, id)
  return { organisation: city, id, client, changed, journeyId: journey?.id ?? 'none' }
}
const signsIn = async (organisation: Organisation, typed: string) => (await findPersonWhoSignsIn(test.deps, organisation, typed))?.person.id ?? null

describe('a new e-mail address', () => {
  it('becomes the user name when its code was typed; the old one is told and a stranger’s from then on (H9)', async () => {
    const { organisation, id, client, changed, journeyId } = await begin()
    expect(changed).toEqual({ ok: true, value: 'code' })
    expect(await messages(test.deps, organisation)).toMatchObject([{ to: 'uusi@example.org', template: 'email-code' }])
    expect(await signsIn(organisation, 'uusi@example.org')).toBeNull()
    test.clock.forward(1_000)
    expect(await submitEmailCode(test.deps, organisation, client, id, journeyId, await lastCode(test.deps, organisation))).toEqual({ ok: true, value: null })
    expect(await signsIn(organisation, 'UUSI@example.org')).toBe(id)
    expect(await signsIn(organisation, 'erkki@example.org')).toBeNull()
    expect(await person(test.deps, organisation, id)).toMatchObject({ email: 'uusi@example.org', emailValidatedAt: test.clock.at })
    const told = (await messages(test.deps, organisation)).filter(({ template }) => template === 'email-changed')
    expect(told.map(({ to }) => to).sort()).toEqual(['erkki@example.org', 'uusi@example.org'])
    expect(
      told.filter(({ text }) => text.includes('/go/')).map(({ to }) => to),
      'the new address gets no link against the owner',
    ).toEqual(['erkki@example.org'])
    expect((await findDetails(test.deps, organisation.id, id))?.selfChanged).toEqual(['email'])
    expect(await acts(test.deps, organisation, id)).toEqual(['code.sent', 'email.changed'])
  })

  it('takes the user name along when that was the old address, and leaves another user name alone', async () => {
    const along = await begin({ names: { email: 'erkki@example.org', username: 'erkki@example.org' } })
    await confirmEmailLink(test.deps, along.organisation, someClient(), await lastToken(test.deps, along.organisation))
    expect(await person(test.deps, along.organisation, along.id)).toMatchObject({ username: 'uusi@example.org', email: 'uusi@example.org' })
    expect(await findIdentifiers(test.deps, along.organisation.id, along.id)).toEqual([{ value: 'uusi@example.org', isFormer: false }])
    const alone = await begin({ names: { email: 'erkki@example.org', username: 'erkki' } })
    await confirmEmailLink(test.deps, alone.organisation, someClient(), await lastToken(test.deps, alone.organisation))
    expect(await signsIn(alone.organisation, 'erkki')).toBe(alone.id)
    expect(await signsIn(alone.organisation, 'erkki@example.org')).toBeNull()
  })

  it('leaves everything else with the person: groups, roles, password, sessions, messages, history (H10)', async () => {
    const { organisation, id, client, journeyId } = await begin()
    const groupId = crypto.randomUUID()
    await reveal(test.deps.db).group.create({ data: { organisationId: organisation.id, id: groupId, name: 'officials' } })
    await reveal(test.deps.db).groupMember.create({ data: { organisationId: organisation.id, groupId, personId: id } })
    await reveal(test.deps.db).roleGrant.create({ data: { organisationId: organisation.id, personId: id, role: 'member' } })
    const before = { ...(await gatherOwnData(test.deps, organisation, id)), sessions: (await listSessions(test.deps, organisation.id, id)).length }
    await submitEmailCode(test.deps, organisation, client, id, journeyId, await lastCode(test.deps, organisation))
    expect(await signsIn(organisation, 'uusi@example.org')).toBe(id)
    expect(await findGroups(test.deps, organisation.id, id)).toEqual(['officials'])
    expect(await findGrants(test.deps, organisation.id, id)).toEqual([{ role: 'member', groupIds: null }])
    expect((await checkPassword(test.deps, { organisationId: organisation.id, personId: id, typed: password })).isRight).toBe(true)
    expect(await listSessions(test.deps, organisation.id, id)).toHaveLength(before.sessions)
    const after = await gatherOwnData(test.deps, organisation, id)
    expect(after.messages).toHaveLength(before.messages.length + 2)
    expect(after.events.length).toBeGreaterThanOrEqual(before.events.length)
    expect(after.password).toEqual(before.password)
  })

  it('by link: looking changes nothing, the button works once and in any browser, and the first browser’s page is told (security.md 43)', async () => {
    const { organisation, id, client, journeyId } = await begin()
    const token = await lastToken(test.deps, organisation)
    for (let looks = 0; looks < 3; looks++) expect((await findEmailOfLink(test.deps, organisation, token))?.data.email).toBe('uusi@example.org')
    expect(await signsIn(organisation, 'erkki@example.org')).toBe(id)
    const answers = await Promise.all([1, 2].map(() => confirmEmailLink(test.deps, organisation, someClient(), token)))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await confirmEmailLink(test.deps, organisation, someClient(), token)).toEqual(ended)
    expect(await isEmailLinkDone(test.deps, organisation, token)).toBe(true)
    expect(await isEmailLinkDone(test.deps, await newOrganisation(test.deps), token)).toBe(false)
    expect(await submitEmailCode(test.deps, organisation, client, id, journeyId, await lastCode(test.deps, organisation))).toEqual(ended)
    expect(await findLatestJourneyState(test.deps, { organisationId: organisation.id, kind: 'change-email', browser: client.browser, personId: id })).toBe(
      'done',
    )
    expect((await messages(test.deps, organisation)).filter(({ template }) => template === 'email-changed')).toHaveLength(2)
  })

  it('by link and code together is changed once', async () => {
    const { organisation, id, client, journeyId } = await begin()
    const [token, code] = [await lastToken(test.deps, organisation), await lastCode(test.deps, organisation)]
    const answers = await Promise.all([
      confirmEmailLink(test.deps, organisation, someClient(), token),
      submitEmailCode(test.deps, organisation, client, id, journeyId, code),
    ])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await signsIn(organisation, 'uusi@example.org')).toBe(id)
  })

  it('is not changed by a forged, foreign, old or replaced link', async () => {
    const { organisation, id, client, journeyId } = await begin()
    const token = await lastToken(test.deps, organisation)
    const elsewhere = await newOrganisation(test.deps)
    const forged = `${token.slice(0, -43)}${'A'.repeat(43)}`
    for (const wrong of [forged, '', 'x', `${token}x`, journeyId]) expect(await confirmEmailLink(test.deps, organisation, someClient(), wrong)).toEqual(ended)
    expect(await confirmEmailLink(test.deps, elsewhere, someClient(), token)).toEqual(ended)
    test.clock.forward(1_000)
    await resendEmailCode(test.deps, organisation, client, id, journeyId)
    expect(await confirmEmailLink(test.deps, organisation, someClient(), token)).toEqual(ended)
    // A mistyped address must not keep a way in when the right one was given afterwards.
    const mistyped = await lastToken(test.deps, organisation)
    test.clock.forward(1_000)
    await changeEmail(test.deps, organisation, client, await prove(test.deps, organisation, client, id), 'oikea@example.org')
    expect(await confirmEmailLink(test.deps, organisation, someClient(), mistyped)).toEqual(ended)
    const late = await lastToken(test.deps, organisation)
    test.clock.forward(31 * 60_000)
    expect(await confirmEmailLink(test.deps, organisation, someClient(), late)).toEqual(ended)
    expect(await signsIn(organisation, 'erkki@example.org')).toBe(id)
  })

  it('does not change when the person was frozen meanwhile', async () => {
    const { organisation, id } = await begin()
    await reveal(test.deps.db).person.updateMany({ where: { organisationId: organisation.id, id }, data: { status: 'frozen' } })
    expect(await confirmEmailLink(test.deps, organisation, someClient(), await lastToken(test.deps, organisation))).toEqual(ended)
  })

  it('that is somebody else’s gets the same answer and another message, without code or link; the download does not tell either', async () => {
    const { organisation } = await begin({ names: { email: 'toinen@example.org' }, to: 'kolmas@example.org' })
    test.clock.forward(1_000)
    const asker = await begin({ organisation, names: { email: 'erkki@example.org' }, to: 'Toinen@Example.org' })
    expect(asker.changed).toEqual({ ok: true, value: 'code' })
    expect(asker.journeyId).not.toBe('none')
    const message = (await messages(test.deps, organisation)).at(-1)
    expect(message).toMatchObject({ to: 'Toinen@Example.org', template: 'email-taken' })
    expect(message?.text).not.toMatch(/\d{6}|\/go\//)
    const told = (await gatherOwnData(test.deps, organisation, asker.id)).messages.map(({ template, text }) => ({ template, text }))
    expect(told).toEqual([{ template: 'email-code', text: null }])
  })

  it('that two people want at once becomes one’s, and the other is told cleanly', async () => {
    const first = await begin()
    const { organisation } = first
    const token = await lastToken(test.deps, organisation)
    test.clock.forward(1_000)
    const second = await begin({ organisation, names: { email: 'toinen@example.org' } })
    const tokens = [token, await lastToken(test.deps, organisation)]
    const answers = await Promise.all(tokens.map((one) => confirmEmailLink(test.deps, organisation, someClient(), one)))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers.find(({ ok }) => !ok)).toEqual({ ok: false, failure: 'details.email.taken' })
    const [winner, loser] = answers[0]?.ok ? [first, second] : [second, first]
    expect(await signsIn(organisation, 'uusi@example.org')).toBe(winner.id)
    expect(await signsIn(organisation, loser === second ? 'toinen@example.org' : 'erkki@example.org')).toBe(loser.id)
    expect(
      await findLatestJourneyState(test.deps, { organisationId: organisation.id, kind: 'change-email', browser: loser.client.browser, personId: loser.id }),
    ).toBe('refused')
  })

  it('is nobody else’s to confirm by code (security.md 5)', async () => {
    const { organisation, id, client, journeyId } = await begin()
    const code = await lastCode(test.deps, organisation)
    const other = await newPerson(test.deps, organisation, { email: 'muu@example.org' })
    expect(await submitEmailCode(test.deps, organisation, someClient(), id, journeyId, code)).toEqual(ended)
    expect(await submitEmailCode(test.deps, organisation, client, other, journeyId, code)).toEqual(ended)
    expect(await submitEmailCode(test.deps, await newOrganisation(test.deps), client, id, journeyId, code)).toEqual(ended)
  })
})

describe('the download', () => {
  it('holds what the portal holds, and neither hashes nor secrets', async () => {
    const { organisation, id } = await begin()
    await newSession(test.deps, organisation, id)
    const text = JSON.stringify(await gatherOwnData(test.deps, organisation, id))
    const code = await lastCode(test.deps, organisation)
    const token = await lastToken(test.deps, organisation)
    for (const part of ['Erkki', 'erkki@example.org', 'Firefox', 'email-code']) expect(text).toContain(part)
    expect(text).not.toMatch(/argon2|hash|hmac|sealed/i)
    expect(text).not.toContain(token)
    expect(text).not.toContain(`"${code}"`)
  })

  it('does not hand out another organisation’s person', async () => {
    const { id } = await begin()
    await expect(gatherOwnData(test.deps, await newOrganisation(test.deps), id)).rejects.toThrow('not in the register')
  })
})
