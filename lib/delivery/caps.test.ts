import { expect, it } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { countMessage } from './count-message'
import { someOrganisation } from './organisation.fixture'

const test = testDatabase()
const day = 86_400_000
const sms = (recipient: string, personId: string | null = null) => ({ channel: 'sms', recipient, personId }) as const

it('a number gets ten messages in ten minutes, counted over all ways of writing it, and then more (security.md 9)', async () => {
  const organisation = someOrganisation()
  const writings = ['+46701740605', '070-174 06 05', '0701740605', '0046 70 174 06 05', '+46 (0)70 174 06 05']
  for (let nth = 0; nth < 10; nth++) expect((await countMessage(test.deps, organisation, sms(writings[nth % 5] ?? ''))).ok).toBe(true)
  for (const writing of writings) expect(await countMessage(test.deps, organisation, sms(writing))).toEqual({ ok: false, failure: 'delivery.tooMany' })
  expect((await countMessage(test.deps, organisation, sms('+46701740606'))).ok).toBe(true)
  test.clock.forward(600_001)
  expect((await countMessage(test.deps, organisation, sms('+46701740605'))).ok).toBe(true)
})

it('of forty at once ten pass', async () => {
  const organisation = someOrganisation()
  const all = await Promise.all(Array.from({ length: 40 }, () => countMessage(test.deps, organisation, sms('+46701740610'))))
  expect(all.filter(({ ok }) => ok)).toHaveLength(10)
})

it('a person gets twenty messages a day, over all numbers and addresses', async () => {
  const organisation = someOrganisation()
  const personId = crypto.randomUUID()
  const next = async (nth: number) =>
    (
      await countMessage(
        test.deps,
        organisation,
        nth % 2 ? sms(`+467017406${10 + nth}`, personId) : { channel: 'email', recipient: `a${nth}@example.org`, personId },
      )
    ).ok
  for (let nth = 0; nth < 20; nth++) expect(await next(nth)).toBe(true)
  expect(await next(20)).toBe(false)
  test.clock.forward(day + 1)
  expect(await next(21)).toBe(true)
})

it('a country gets its number of messages a day, and a closed country none', async () => {
  const organisation = someOrganisation({ limits: { messagesPerCountryPerDay: 2 } })
  expect((await countMessage(test.deps, organisation, sms('+46701740611'))).ok).toBe(true)
  expect((await countMessage(test.deps, organisation, sms('+46701740612'))).ok).toBe(true)
  expect(await countMessage(test.deps, organisation, sms('+46701740613'))).toEqual({ ok: false, failure: 'delivery.tooMany' })
  expect((await countMessage(test.deps, organisation, sms('+358401234567'))).ok).toBe(true)
  expect(await countMessage(test.deps, organisation, sms('+18765551234'))).toEqual({ ok: false, failure: 'delivery.countryClosed' })
  expect((await countMessage(test.deps, organisation, sms('+3584571234567'))).ok).toBe(true) // Åland is Finland's
})

it("a stranger's name meets the same caps as a person's number (security.md 10)", async () => {
  const organisation = someOrganisation()
  const typed = (name: string) => countMessage(test.deps, organisation, sms(name))
  for (let nth = 0; nth < 10; nth++) expect((await typed(nth % 2 ? 'Nobody ' : 'nobody')).ok).toBe(true)
  expect(await typed('NOBODY')).toEqual({ ok: false, failure: 'delivery.tooMany' })
})

it('one organisation does not use up what another may send', async () => {
  const [one, other] = [someOrganisation(), someOrganisation()]
  for (let nth = 0; nth < 11; nth++) await countMessage(test.deps, one, sms('+46701740620'))
  expect((await countMessage(test.deps, other, sms('+46701740620'))).ok).toBe(true)
})
