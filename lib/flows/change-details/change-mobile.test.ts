import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { acts, lastCode, messages, newOrganisation, newPerson, person, prove, someClient } from '@/e2e/support/somebody'
import { reveal } from '@/lib/core/prisma'
import type { Organisation } from '@/lib/organisations/schema'
import { findDetails } from '@/lib/people/find-details'
import { changeMobile, findMobileChange } from './change-mobile'
import { resendMobileCode, submitMobileCode } from './submit-mobile-code'

const test = testDatabase()
const old = '+46701740605'
const wished = '+46701740606'

async function begin(settings = {}, to = wished) {
  const organisation = await newOrganisation(test.deps, settings)
  const id = await newPerson(test.deps, organisation, { username: 'erkki', email: 'erkki@example.org', mobile: old })
  const client = someClient()
  const changed = await changeMobile(test.deps, organisation, client, await prove(test.deps, organisation, client, id), to)
  const journey = await findMobileChange(test.deps, organisation, client, id)
  return { organisation, id, client, changed, journeyId: journey?.id ?? 'none' }
}
const submit = (organisation: Organisation, client: ReturnType<typeof someClient>, id: string, journeyId: string, code: string) =>
  submitMobileCode(test.deps, organisation, client, id, journeyId, code)
const numberOf = async (organisation: Organisation, id: string) => (await person(test.deps, organisation, id)).mobile

describe('a new mobile number', () => {
  it('of staff takes more than a stolen password: the number that opens the desk is proved before another takes its place (security.md 49)', async () => {
    const organisation = await newOrganisation(test.deps)
    const id = await newPerson(test.deps, organisation, { username: 'oskar', mobile: old })
    await reveal(test.deps.db).roleGrant.create({ data: { organisationId: organisation.id, personId: id, role: 'caseworker' } })
    const client = someClient()
    const change = async (to: string | null, factors: string[]) =>
      changeMobile(test.deps, organisation, client, await prove(test.deps, organisation, client, id, factors), to)
    for (const to of [wished, null]) expect(await change(to, ['password'])).toEqual({ ok: false, failure: 'details.staffProof' })
    expect(await numberOf(organisation, id)).toBe(old)
    expect(await change(wished, ['password', 'sms'])).toEqual({ ok: true, value: 'code' })
  })

  it('counts only after the code that went to it was typed; then the old number, the address and the new number are told (security.md 37, 38)', async () => {
    const { organisation, id, client, changed, journeyId } = await begin()
    expect(changed).toEqual({ ok: true, value: 'code' })
    expect(await messages(test.deps, organisation)).toMatchObject([{ to: wished, template: 'mobile-code' }])
    expect(await numberOf(organisation, id)).toBe(old)
    test.clock.forward(1_000)
    expect(await submit(organisation, client, id, journeyId, await lastCode(test.deps, organisation))).toEqual({ ok: true, value: null })
    expect(await person(test.deps, organisation, id)).toMatchObject({ mobile: wished, mobileValidatedAt: test.clock.at })
    const told = (await messages(test.deps, organisation)).filter(({ template }) => template === 'mobile-changed').map(({ to }) => to)
    expect(told.sort()).toEqual([old, wished, 'erkki@example.org'].sort())
    const linked = (await messages(test.deps, organisation)).filter(({ text }) => text.includes('/go/')).map(({ to }) => to)
    expect(linked.sort(), 'the new number gets no link against the owner').toEqual([old, 'erkki@example.org'].sort())
    expect((await findDetails(test.deps, organisation.id, id))?.selfChanged).toEqual(['mobile'])
    expect(await acts(test.deps, organisation, id)).toEqual(['code.sent', 'mobile.changed'])
  })

  it('is saved at once where the organisation recorded that deviation (S3), and the old one is told', async () => {
    const { organisation, id, changed } = await begin({ myDetails: { isMobileProvedByCode: false } })
    expect(changed).toEqual({ ok: true, value: 'saved' })
    expect(await person(test.deps, organisation, id)).toMatchObject({ mobile: wished, mobileValidatedAt: test.clock.at })
    expect((await messages(test.deps, organisation)).map(({ to, template }) => `${template} ${to}`).sort()).toEqual([
      ...[`mobile-changed ${old}`, `mobile-changed ${wished}`].sort(),
      'mobile-changed erkki@example.org',
    ])
  })

  it('that is the present one sends no code and changes nothing', async () => {
    const { organisation, id, changed } = await begin({}, old)
    expect(changed).toEqual({ ok: true, value: 'unchanged' })
    expect(await messages(test.deps, organisation)).toEqual([])
    expect((await findDetails(test.deps, organisation.id, id))?.selfChanged).toEqual([])
  })

  it('may be none; the old one is told', async () => {
    const organisation = await newOrganisation(test.deps, { secondFactor: 'never' })
    const id = await newPerson(test.deps, organisation, { username: 'erkki', mobile: old })
    const client = someClient()
    expect(await changeMobile(test.deps, organisation, client, await prove(test.deps, organisation, client, id), null)).toEqual({ ok: true, value: 'saved' })
    expect(await person(test.deps, organisation, id)).toMatchObject({ mobile: null, mobileValidatedAt: null })
    expect(await messages(test.deps, organisation)).toMatchObject([{ to: old, template: 'mobile-changed' }])
  })

  it('takes one of two codes that two tabs send together (security.md 4)', async () => {
    const { organisation, id, client, journeyId } = await begin()
    const code = await lastCode(test.deps, organisation)
    const answers = await Promise.all([1, 2, 3].map(() => submit(organisation, client, id, journeyId, code)))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect((await acts(test.deps, organisation, id)).filter((act) => act === 'mobile.changed')).toHaveLength(1)
  })

  it('is nobody else’s to confirm: not in another browser, not by another person, not in another organisation (security.md 5)', async () => {
    const { organisation, id, client, journeyId } = await begin()
    const code = await lastCode(test.deps, organisation)
    const other = await newPerson(test.deps, organisation, { username: 'toinen' })
    const elsewhere = await newOrganisation(test.deps)
    const ended = { ok: false, failure: 'details.ended' }
    expect(await submit(organisation, someClient(), id, journeyId, code)).toEqual(ended)
    expect(await submit(organisation, client, other, journeyId, code)).toEqual(ended)
    expect(await submit(elsewhere, client, id, journeyId, code)).toEqual(ended)
    expect(await submit(organisation, client, id, randomUUID(), code)).toEqual(ended)
    expect(await submit(organisation, client, id, "' OR 1=1", code)).toEqual(ended)
    expect(await numberOf(organisation, id)).toBe(old)
    expect(await submit(organisation, client, id, journeyId, code)).toEqual({ ok: true, value: null })
  })

  it('is not saved by five wrong codes, nor by the right one after them', async () => {
    const { organisation, id, client, journeyId } = await begin()
    const code = await lastCode(test.deps, organisation)
    const wrong = code === '000000' ? '000001' : '000000'
    const answers = []
    for (let tries = 0; tries < 5; tries++) answers.push(await submit(organisation, client, id, journeyId, wrong))
    expect(answers.at(-1)).toEqual({ ok: false, failure: 'code.dead' })
    expect(await submit(organisation, client, id, journeyId, code)).toEqual({ ok: false, failure: 'code.dead' })
    expect(await numberOf(organisation, id)).toBe(old)
    expect((await acts(test.deps, organisation, id)).filter((act) => act === 'mobile.code-refused')).toHaveLength(6)
  })

  it('can be sent again: the earlier code then stops working', async () => {
    const { organisation, id, client, journeyId } = await begin()
    const first = await lastCode(test.deps, organisation)
    test.clock.forward(1_000)
    expect(await resendMobileCode(test.deps, organisation, client, id, journeyId)).toEqual({ ok: true, value: null })
    const second = await lastCode(test.deps, organisation)
    if (first !== second) expect(await submit(organisation, client, id, journeyId, first)).toEqual({ ok: false, failure: 'code.wrong' })
    expect(await submit(organisation, client, id, journeyId, second)).toEqual({ ok: true, value: null })
  })

  it('gives way to the next wish', async () => {
    const { organisation, id, client, journeyId } = await begin()
    const code = await lastCode(test.deps, organisation)
    await changeMobile(test.deps, organisation, client, await prove(test.deps, organisation, client, id), '+46701740607')
    expect(await submit(organisation, client, id, journeyId, code)).toEqual({ ok: false, failure: 'details.ended' })
  })

  it('leaves nothing behind when its message is over a cap', async () => {
    const { organisation, id, client, changed } = await begin({ limits: { messagesPerPersonPerDay: 1, codeRequestsPerAddressPer10Minutes: 60 } })
    expect(changed.ok).toBe(true)
    const first = await findMobileChange(test.deps, organisation, client, id)
    const next = await changeMobile(test.deps, organisation, client, await prove(test.deps, organisation, client, id), '+46701740608')
    expect(next).toEqual({ ok: false, failure: 'delivery.tooMany' })
    expect((await findMobileChange(test.deps, organisation, client, id))?.id).toBe(first?.id)
  })
})
