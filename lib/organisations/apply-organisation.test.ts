import { describe, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { applyOrganisation } from './apply-organisation'
import { exportOrganisation } from './export-organisation'
import { findOrganisation, findSlugOfHost } from './find-organisation'
import { presets } from './presets/all'

const database = testDatabase()
const { kristinehov, standard } = presets

describe('settings', () => {
  test('that are exported and applied again are the same', async () => {
    const { deps } = database
    expect(await applyOrganisation(deps, { slug: 'there-and-back', settings: { ...kristinehov, hosts: ['back.example.org'] } })).toMatchObject({ ok: true })
    const exported = await exportOrganisation(deps, 'there-and-back')
    expect(await applyOrganisation(deps, JSON.parse(JSON.stringify(exported)))).toMatchObject({ ok: true, value: { version: 2 } })
    expect(await exportOrganisation(deps, 'there-and-back')).toEqual(exported)
  })

  test('that break a security rule without saying so are refused', async () => {
    const answer = await applyOrganisation(database.deps, { slug: 'careless', settings: { ...standard, passwords: { minLength: 4 } } })
    expect(answer).toEqual({ ok: false, failure: [expect.stringContaining('rule 18')] })
    expect(await findOrganisation(database.deps, 'careless')).toBeNull()
  })

  test.each([
    [{ slug: 'x y', settings: standard }, 'slug'],
    [{ slug: 'api', settings: standard }, 'slug: is reserved'],
    [{ slug: 'typo', settings: { ...standard, langages: ['sv'] } }, 'langages'],
    [{ slug: 'words', settings: { ...standard, words: { sv: { 'signIn.nothing': 'x' } } } }, 'is no word of the portal'],
    [{ slug: 'net', settings: { ...standard, trustedNetworks: ['10.0.0.0/99'] } }, 'trustedNetworks.0'],
    [{ slug: 'script', settings: { ...standard, homeAddress: 'javascript:alert(1)' } }, 'homeAddress'],
    [{ slug: 'host', settings: { ...standard, primaryHost: 'else.example.org' } }, 'primaryHost'],
    ['no object', 'file'],
  ])('that are wrong are refused whole, by place: %#', async (file, place) => {
    const answer = await applyOrganisation(database.deps, file)
    expect(answer.ok).toBe(false)
    expect(JSON.stringify(answer)).toContain(place)
  })

  test('cannot take a host name from another organisation', async () => {
    const hosts = ['mine.example.org']
    await applyOrganisation(database.deps, { slug: 'first', settings: { ...standard, hosts } })
    expect(await applyOrganisation(database.deps, { slug: 'second', settings: { ...standard, hosts } })).toEqual({
      ok: false,
      failure: ['hosts: mine.example.org belongs to another organisation'],
    })
    expect(await findSlugOfHost(database.deps, 'MINE.example.org')).toBe('first')
  })
})
