import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { inventClient, inventOrganisation, inventPerson } from '@/e2e/support/invented'
import { reveal } from '@/lib/core/prisma'
import type { Organisation } from '@/lib/organisations/schema'
import { endSessions } from '@/lib/sessions/end-sessions'
import { openSession } from '@/lib/sessions/open-session'
import { findKeptForm, forgetForm, keepForm } from './keep-form'

const database = testDatabase()
const browser = inventClient('typing')
const typed = { form: 'address', values: { street: 'Storgatan 1', city: 'Ort' } }
let town: Organisation
beforeAll(async () => {
  town = await inventOrganisation(database.deps, 'standard')
})
let count = 0
async function signedOut(organisation = town) {
  const person = await inventPerson(database.deps, organisation, { username: `typist${++count}`, mobile: null })
  const wish = { organisation, personId: person.id, roles: [], wishesToBeRemembered: false, factors: ['password'], client: browser }
  const { token } = await openSession(database.deps, wish)
  await endSessions(database.deps, { organisationId: organisation.id, personId: person.id }, 'person')
  return { id: person.id, token }
}
const found = (personId: string, client = browser, organisation = town) => findKeptForm(database.deps, organisation, client, personId)

describe('what was typed into a form whose session had ended (security.md 45)', () => {
  test('waits for its person in its browser, and for nobody else', async () => {
    const anna = await signedOut()
    const bo = await signedOut()
    expect(await keepForm(database.deps, town, browser, anna.token, typed)).toBe(true)
    expect(await found(anna.id)).toEqual(typed)
    expect(await found(bo.id)).toBeNull()
    expect(await found(anna.id, inventClient('another browser'))).toBeNull()
    const elsewhere = await inventOrganisation(database.deps, 'standard', {}, 'elsewhere')
    expect(await found(anna.id, browser, elsewhere)).toBeNull()
    expect(await keepForm(database.deps, elsewhere, browser, anna.token, typed)).toBe(false)
  })

  test('is forgotten when that form was saved, not when another was, and after half an hour', async () => {
    const { id, token } = await signedOut()
    await keepForm(database.deps, town, browser, token, typed)
    await forgetForm(database.deps, town, browser, id, 'name')
    expect(await found(id)).toEqual(typed)
    await forgetForm(database.deps, town, browser, id, 'address')
    expect(await found(id)).toBeNull()
    await keepForm(database.deps, town, browser, token, typed)
    database.clock.forward(30 * 60_000)
    expect(await found(id)).toBeNull()
  })

  test('lies sealed, once for a person, and not without bounds', async () => {
    const { id, token } = await signedOut()
    for (const street of ['Storgatan 2', 'Storgatan 3']) await keepForm(database.deps, town, browser, token, { form: 'address', values: { street } })
    expect((await found(id))?.values).toEqual({ street: 'Storgatan 3' })
    const rows = await reveal(database.deps.db).journey.findMany({ where: { personId: id } })
    expect(rows.filter(({ sealed }) => sealed)).toHaveLength(1)
    expect(Buffer.concat(rows.map(({ sealed }) => sealed ?? Buffer.of())).toString('latin1')).not.toContain('Storgatan')
    expect(await keepForm(database.deps, town, browser, token, { form: 'address', values: { street: 'x'.repeat(120_001) } })).toBe(false)
    expect(await keepForm(database.deps, town, browser, token, { form: '<b>', values: {} })).toBe(false)
  })

  test.each([null, '', 'x'.repeat(43)])('is not kept for a token that was never anybody’s: %j', async (token) => {
    expect(await keepForm(database.deps, town, browser, token, typed)).toBe(false)
  })
})
