import type { Page } from '@playwright/test'
import type { Inbox } from '@/e2e/support/inbox'
import type { TestPerson } from '@/e2e/support/people'
import { scimClient } from '@/e2e/support/scim-client'
import { byStaffMenu, isIn, isRefused, isTold, onCodePage, signIn, typeCode } from '@/e2e/support/steps'
import { expect, test } from '@/e2e/support/test'
import { findOrganisation } from '@/lib/organisations/find-organisation'
import { issueToken } from '@/lib/scim/tokens/issue-token'

async function openProvisioning(page: Page, inbox: Inbox, maja: TestPerson) {
  await signIn(page, maja)
  await onCodePage(page)
  await typeCode(page, maja, (await inbox.code(maja)).code)
  await isIn(page, maja)
  await page.goto('/motafors/admin')
  await byStaffMenu(page, 'Anslutningar', 'Provisionering')
  await expect(page.getByRole('heading', { level: 1, name: 'Provisionering' })).toBeVisible()
}

test('An administrator makes a token that is shown once, sees that it was used, and removes it @staff', async ({ page, person, inbox, plain, looksRight }) => {
  const maja = await person('motafors', { givenName: 'Maja', familyName: 'Wallin', roles: 'administrator' })
  await openProvisioning(page, inbox, maja)
  await looksRight(page)
  await page.getByRole('link', { name: 'Skapa en nyckel', exact: true }).click()
  await page.getByRole('button', { name: 'Skapa en nyckel', exact: true }).click()
  await isTold(page, 'Skriv ett namn')
  const system = `Entra ID ${maja.memberNumber}`
  await page.getByLabel('Systemets namn', { exact: true }).fill(system)
  await page.getByRole('button', { name: 'Skapa en nyckel', exact: true }).click()
  await isTold(page, /skälet/)
  await looksRight(page)
  await page.getByLabel('Skäl', { exact: true }).fill('Beslut 2026-11')
  await page.getByRole('button', { name: 'Skapa en nyckel', exact: true }).click()
  await expect(page.getByText('Nyckeln är skapad.')).toBeVisible()
  const token = (await page.getByText(/^porten_scim_[\w-]{43}$/).textContent()) ?? ''
  await looksRight(page)
  await expect(page.getByRole('row', { name: new RegExp(system) })).toContainText('aldrig')

  const client = scimClient(plain(), 'motafors', token)
  expect((await client.get('/ServiceProviderConfig')).status).toBe(200)
  await page.goto('/motafors/admin/provisioning')
  await expect(page.getByText(token)).toHaveCount(0)
  const row = page.getByRole('row', { name: new RegExp(system) })
  await expect(row).not.toContainText('aldrig')
  await looksRight(page)

  await row.getByRole('link', { name: /Ta bort/ }).click()
  await page.getByLabel('Skäl', { exact: true }).fill('Används inte')
  await page.getByRole('button', { name: 'Ta bort nyckeln', exact: true }).click()
  await expect(page.getByText('Nyckeln är borttagen.')).toBeVisible()
  await expect(page.getByText(system)).toHaveCount(0)
  expect((await client.get('/ServiceProviderConfig')).status).toBe(401)
})

test('Provisioning is not there for case workers @once', async ({ page, person, inbox, expectedComplaints }) => {
  expectedComplaints.push(/404/)
  const mats = await person('motafors', { roles: 'caseworker' })
  await signIn(page, mats)
  await onCodePage(page)
  await typeCode(page, mats, (await inbox.code(mats)).code)
  await isIn(page, mats)
  expect((await page.goto('/motafors/admin/provisioning'))?.status()).toBe(404)
})

test.describe('a system outside @once', () => {
  const tokenOf = async (deps: Parameters<typeof findOrganisation>[0], slug: string) => {
    const organisation = await findOrganisation(deps, slug)
    if (!organisation) throw new Error(slug)
    return (await issueToken(deps, organisation.id, { name: 'journeys', createdBy: organisation.id, expiresAt: new Date(Date.now() + 3_600_000) })).token
  }

  test('keeps a person from the first day to the last, as Entra ID does it', async ({ deps, plain, page, person }) => {
    const client = scimClient(plain(), 'provstad', await tokenOf(deps, 'provstad'))
    const known = await person('provstad', { givenName: 'Siv', familyName: 'Lind', hasMobile: false })
    // The test of the connection: a user who is not there.
    expect(await client.find('Users', 'userName eq "non-existent user"')).toMatchObject({ status: 200, json: { totalResults: 0, Resources: [] } })
    // Somebody who is in the register already is matched, not made anew.
    const matched = await client.find('Users', `userName eq "${known.username.toUpperCase()}"`)
    expect(matched.json).toMatchObject({ totalResults: 1, Resources: [{ id: known.id, userName: known.username, name: { givenName: 'Siv' }, active: true }] })
    const email = `ny.${known.memberNumber.toLowerCase()}@example.org`
    const user = {
      userName: email,
      externalId: `oid-${known.memberNumber}`,
      active: true,
      name: { givenName: 'Nils', familyName: 'Ny' },
      emails: [{ value: email, type: 'work', primary: true }],
    }
    const made = await client.createUser(user)
    expect(made.status).toBe(201)
    const id = String(made.json.id)
    expect(made.headers.location).toContain(`/provstad/scim/v2/Users/${id}`)
    expect(made.headers.etag).toBe((made.json.meta as { version: string }).version)
    expect((await client.createUser(user)).status).toBe(409)
    expect((await client.get(`/Users/${id}`, { 'if-none-match': String(made.headers.etag) })).status).toBe(304)
    expect(await client.get(`/Users/${id}?attributes=userName`)).toMatchObject({ json: { id, userName: email } })
    expect((await client.get(`/Users/${id}?excludedAttributes=name,emails`)).json).not.toHaveProperty('name')

    const patched = await client.patch(
      `/Users/${id}`,
      { op: 'replace', path: 'emails[type eq "work"].value', value: `x${email}` },
      { op: 'replace', path: 'name.familyName', value: 'Nyman' },
    )
    expect(patched).toMatchObject({ status: 200, json: { name: { familyName: 'Nyman' }, emails: [{ value: `x${email}` }] } })
    const stale = { 'if-match': String(made.headers.etag) }
    expect(
      (
        await client.send(
          'PATCH',
          `/Users/${id}`,
          { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: [{ op: 'Replace', path: 'active', value: 'False' }] },
          stale,
        )
      ).status,
    ).toBe(412)

    const group = await client.createGroup({ displayName: `Avdelning ${known.memberNumber}`, members: [] })
    expect(group.status).toBe(201)
    const address = `/Groups/${group.json.id}`
    expect((await client.patch(address, { op: 'add', path: 'members', value: [{ value: id }, { value: known.id }] })).status).toBe(204)
    expect(await client.find('Groups', `displayName eq "Avdelning ${known.memberNumber}"`, '&excludedAttributes=members')).toMatchObject({
      json: { totalResults: 1 },
    })
    expect((await client.get(`/Users/${id}`)).json).toMatchObject({ groups: [{ value: group.json.id, display: `Avdelning ${known.memberNumber}` }] })
    expect((await client.patch(address, { op: 'remove', path: `members[value eq "${id}"]` })).status).toBe(204)
    expect((await client.get(address)).json).toMatchObject({ members: [{ value: known.id }] })
    expect((await client.send('DELETE', address)).status).toBe(204)

    // Closed outside: signed out here at once, and a stranger at the door.
    await signIn(page, known)
    await isIn(page, known)
    expect((await client.patch(`/Users/${known.id}`, { op: 'replace', value: { active: false } })).status).toBe(200)
    await page.goto('/provstad/my-details')
    await expect(page).toHaveURL(/\/provstad\/sign-in/)
    await signIn(page, known)
    await isRefused(page, known)
    expect((await client.send('DELETE', `/Users/${known.id}`)).status).toBe(204)
    expect((await client.get(`/Users/${known.id}`)).status).toBe(404)
    expect((await client.send('DELETE', `/Users/${known.id}`)).status).toBe(404)
  })

  /** As it stands in a request of theirs: capitals, booleans as text and paths included. */
  const patchOf = (...Operations: object[]) => ({ schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations })

  test('answers what the validator of Entra ID asks, one request after the other', async ({ deps, plain, person }) => {
    const { send, find, get } = scimClient(plain(), 'motafors', await tokenOf(deps, 'motafors'))
    const mark = (await person('motafors', { hasMobile: false })).memberNumber.toLowerCase()
    const [email, other] = [`entra.${mark}@example.org`, `entra2.${mark}@example.org`]
    const user = (userName: string) => ({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'],
      userName,
      externalId: userName,
      active: true,
      displayName: 'Siv Ek',
      emails: [{ value: userName, type: 'work', primary: true }],
      name: { givenName: 'Siv', familyName: 'Ek', formatted: 'Siv Ek' },
      meta: { resourceType: 'User' },
    })
    expect((await find('Users', `userName eq "${email}"`)).json).toMatchObject({ totalResults: 0, startIndex: 1, itemsPerPage: 0 })
    const made = await send('POST', '/Users', user(email))
    expect(made.status).toBe(201)
    const at = `/Users/${made.json.id}`
    expect((await send('POST', '/Users', user(email))).status).toBe(409)
    expect((await find('Users', `userName eq "${email.toUpperCase()}"`)).json).toMatchObject({ totalResults: 1, Resources: [{ id: made.json.id }] })
    expect((await find('Users', `externalId eq "${email}"`)).json).toMatchObject({ totalResults: 1 })
    expect((await find('Users', `emails[type eq "work"].value eq "${email}"`)).json).toMatchObject({ totalResults: 1 })

    const patched = await send(
      'PATCH',
      at,
      patchOf(
        { op: 'Replace', path: 'name.givenName', value: 'Sigrid' },
        { op: 'Replace', path: 'emails[type eq "work"].value', value: other },
        { op: 'Add', path: 'name.familyName', value: 'Ekman' },
        { op: 'Replace', path: 'userName', value: other },
      ),
    )
    expect(patched).toMatchObject({ status: 200, json: { userName: other, name: { givenName: 'Sigrid', familyName: 'Ekman' }, emails: [{ value: other }] } })
    expect(await send('PATCH', at, patchOf({ op: 'Replace', path: 'active', value: 'False' }))).toMatchObject({ status: 200, json: { active: false } })
    expect(await send('PATCH', at, patchOf({ op: 'Replace', value: { active: 'True', displayName: 'Sigrid Ekman' } }))).toMatchObject({
      json: { active: true },
    })
    const second = await send('POST', '/Users', user(`entra3.${mark}@example.org`))
    expect(second.status).toBe(201)

    const name = `Avdelning ${mark}`
    const group = await send('POST', '/Groups', { schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], displayName: name, externalId: `oid-${mark}` })
    expect(group.status).toBe(201)
    const groupAt = `/Groups/${group.json.id}`
    expect((await find('Groups', `displayName eq "${name}"`, '&excludedAttributes=members')).json).toMatchObject({ totalResults: 1 })
    const member = (id: unknown) => ({ $ref: null, value: id })
    expect((await send('PATCH', groupAt, patchOf({ op: 'Add', path: 'members', value: [member(made.json.id), member(second.json.id)] }))).status).toBe(204)
    expect((await find('Groups', `id eq "${group.json.id}" and members eq "${made.json.id}"`, '&attributes=id')).json).toMatchObject({ totalResults: 1 })
    expect((await send('PATCH', groupAt, patchOf({ op: 'Remove', path: 'members', value: [member(made.json.id)] }))).status).toBe(204)
    expect((await get(groupAt)).json.members).toEqual([expect.objectContaining({ value: second.json.id })])
    expect((await send('PATCH', groupAt, patchOf({ op: 'Replace', path: 'displayName', value: `${name} B` }))).status).toBe(204)
    expect((await send('DELETE', groupAt)).status).toBe(204)
    for (const { json } of [made, second]) expect((await send('DELETE', `/Users/${json.id}`)).status).toBe(204)
    expect((await get(at)).status).toBe(404)
  })

  test('answers what Okta asks, one request after the other', async ({ deps, plain, person }) => {
    const { send, find, get } = scimClient(plain(), 'motafors', await tokenOf(deps, 'motafors'))
    const mark = (await person('motafors', { hasMobile: false })).memberNumber.toLowerCase()
    const email = `okta.${mark}@example.org`
    expect((await get('/Users?startIndex=1&count=2')).json).toMatchObject({ startIndex: 1, itemsPerPage: 2 })
    expect((await find('Users', `userName eq "${email}"`, '&startIndex=1&count=100')).json).toMatchObject({ totalResults: 0, Resources: [] })
    const user = {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      userName: email,
      name: { givenName: 'Ulf', familyName: 'Ö' },
      emails: [{ primary: true, value: email, type: 'work' }],
      displayName: 'Ulf Ö',
      locale: 'en-US',
      externalId: `okta-${mark}`,
      groups: [],
      active: true,
    }
    const made = await send('POST', '/Users', user)
    expect(made).toMatchObject({ status: 201, json: { userName: email, active: true } })
    const id = made.json.id
    expect(await get(`/Users/${id}`)).toMatchObject({ status: 200, json: { name: { givenName: 'Ulf' } } })
    expect(await send('PUT', `/Users/${id}`, { ...user, id, name: { givenName: 'Ulf', familyName: 'Öberg' } })).toMatchObject({
      status: 200,
      json: { id, name: { familyName: 'Öberg' } },
    })
    const group = await send('POST', '/Groups', { schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], displayName: `Okta ${mark}`, members: [] })
    const groupAt = `/Groups/${group.json.id}`
    expect((await send('PATCH', groupAt, patchOf({ op: 'add', path: 'members', value: [{ value: id, display: email }] }))).status).toBe(204)
    expect((await send('PATCH', groupAt, patchOf({ op: 'replace', value: { id: group.json.id, displayName: `Okta ${mark} B` } }))).status).toBe(204)
    expect((await get(groupAt)).json).toMatchObject({ displayName: `Okta ${mark} B`, members: [{ value: id }] })
    expect((await send('PATCH', groupAt, patchOf({ op: 'remove', path: `members[value eq "${id}"]` }))).status).toBe(204)
    expect((await get('/Groups?startIndex=1&count=100')).status).toBe(200)
    expect((await send('DELETE', groupAt)).status).toBe(204)
    // Okta takes nobody away: it closes them, and opens them again.
    expect(await send('PATCH', `/Users/${id}`, patchOf({ op: 'replace', value: { active: false } }))).toMatchObject({ status: 200, json: { active: false } })
    expect((await find('Users', `userName eq "${email}"`)).json).toMatchObject({ Resources: [{ id, active: false }] })
    expect(await send('PUT', `/Users/${id}`, { ...user, id, active: true })).toMatchObject({ status: 200, json: { active: true } })
  })

  test('describes itself, pages by number and by cursor, and says what is wrong in SCIM’s form', async ({ deps, plain, person }) => {
    for (const givenName of ['Petra', 'Pontus']) await person('motafors', { givenName })
    const token = await tokenOf(deps, 'motafors')
    const client = scimClient(plain(), 'motafors', token)
    expect((await client.get('/ServiceProviderConfig')).json).toMatchObject({
      patch: { supported: true },
      bulk: { supported: false },
      filter: { maxResults: 200 },
    })
    const types = (await client.get('/ResourceTypes')).json.Resources as { id: string }[]
    expect(types.map(({ id }) => id)).toEqual(['User', 'Group'])
    expect((await client.get('/ResourceTypes/Group')).json).toMatchObject({ endpoint: '/Groups' })
    for (const { id } of (await client.get('/Schemas')).json.Resources as { id: string }[]) expect((await client.get(`/Schemas/${id}`)).json.id).toBe(id)

    const page = (await client.get('/Users?startIndex=2&count=1')).json
    expect(page).toMatchObject({ startIndex: 2, itemsPerPage: 1 })
    const first = (await client.get('/Users?cursor=&count=1')).json
    const second = (await client.get(`/Users?cursor=${first.nextCursor}&count=1`)).json
    expect(second.Resources).toEqual(page.Resources)
    const searched = await client.send('POST', '/Users/.search', {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],
      filter: 'active eq true',
      attributes: ['userName'],
      count: 1,
    })
    expect(Object.keys((searched.json.Resources as object[])[0] ?? {}).sort()).toEqual(['id', 'schemas', 'userName'])

    const wrong: [string, string, unknown, number, string | undefined][] = [
      ['GET', '/Users?filter=userName%20eq', undefined, 400, 'invalidFilter'],
      ['GET', '/Users?filter=name.familyName%20co%20%22a%22', undefined, 400, 'invalidFilter'],
      ['GET', '/Users?startIndex=999999', undefined, 400, 'invalidValue'],
      ['GET', '/Users?cursor=nowhere', undefined, 400, 'invalidCursor'],
      ['GET', '/Users/nobody', undefined, 404, undefined],
      ['GET', '/Shoes', undefined, 404, undefined],
      ['POST', '/Bulk', {}, 501, undefined],
      ['POST', '/Users', '{"userName":', 400, 'invalidSyntax'],
      ['POST', '/Users', '[]', 400, 'invalidSyntax'],
      ['POST', '/Users', { userName: 'nul', externalId: 'a\0b' }, 400, 'invalidSyntax'],
      ['POST', '/Groups', { displayName: 'a\0b' }, 400, 'invalidSyntax'],
      ['GET', '/Users?filter=userName%20eq%20%22%5Cu0000%22', undefined, 400, 'invalidFilter'],
      ['GET', '/Schemas/%25', undefined, 404, undefined],
      ['POST', '/Users', {}, 400, 'invalidValue'],
      ['POST', '/Users', { userName: 'x'.repeat(101) }, 400, 'invalidValue'],
      ['POST', '/Users', `{"userName":"a","name":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 400, 'invalidValue'],
      ['POST', '/Users', { userName: 'x'.repeat(2_200_000) }, 413, undefined],
      ['PATCH', '/Users/00000000-0000-4000-8000-000000000000', { Operations: [] }, 400, 'invalidSyntax'],
    ]
    for (const [method, path, body, status, scimType] of wrong) {
      const answer = await client.send(method, path, body)
      expect([method, path, answer.status, answer.json.scimType]).toEqual([method, path, status, scimType])
    }
    expect((await client.send('POST', '/Users', '<x/>', { 'content-type': 'text/xml' })).status).toBe(415)
  })

  test('without a right token of this very organisation learns nothing', async ({ deps, plain, person }) => {
    const token = await tokenOf(deps, 'motafors')
    const maja = await person('motafors', { hasMobile: false })
    const answers: unknown[] = []
    for (const [slug, sent] of [
      ['motafors', ''],
      ['motafors', 'wrong'],
      ['kristinehov', token],
    ] as const)
      for (const path of ['/Users', `/Users/${maja.id}`, '/Groups', '/Schemas', '/nowhere']) {
        const { status, json, headers } = await scimClient(plain(), slug, sent).get(path, { 'accept-language': 'sv' })
        answers.push([status, json, headers['www-authenticate']])
      }
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1)
    expect(answers[0]).toMatchObject([401, { status: '401' }, 'Bearer realm="SCIM"'])
  })
})
