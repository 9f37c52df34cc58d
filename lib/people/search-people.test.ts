import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { inventOrganisation, inventPerson } from '@/e2e/support/invented'
import { reveal } from '@/lib/core/prisma'
import type { Organisation } from '@/lib/organisations/schema'
import { everybody, type Reach } from '@/lib/permissions/rules'
import { readSearch } from './rules'
import { mostFound, searchPeople } from './search-people'

const database = testDatabase()
let organisation: Organisation
let other: Organisation

beforeAll(async () => {
  const { deps } = database
  organisation = await inventOrganisation(deps, 'handelsforbundet')
  other = await inventOrganisation(deps, 'kristinehov')
  const people = [
    { memberNumber: '90412277', givenName: 'Kari', familyName: 'Nordmann', email: 'kari@example.org', mobile: '+46701740631' },
    { memberNumber: '90412278', givenName: 'Kari', familyName: 'Nordmo', email: 'nordmo@example.org', mobile: '+46701740632', groups: ['Bergen'] },
    { memberNumber: '90412279', givenName: 'Åsa', familyName: 'Öberg-Bjørnstad', username: 'asaoberg' },
    { memberNumber: '90412280', givenName: 'Čearret', familyName: 'Guttorm', username: 'cearret' },
  ]
  for (const person of people) await inventPerson(deps, organisation, { username: null, mobile: null, password: null, ...person })
  await inventPerson(deps, other, { username: 'qvx77', givenName: 'Kari', familyName: 'Nordmann', mobile: '+46701740631', password: null })
})

const find = async (typed: string, where = organisation, reach: Reach = everybody) => {
  const { people } = await searchPeople(database.deps, where, typed, reach)
  return people.map(({ givenName, familyName }) => `${givenName} ${familyName}`)
}

describe('the desk finds', () => {
  test.each([
    ['90412277', 'a member number'],
    ['Kari@Example.org', 'an e-mail address in any case'],
    ['+46 70-174 06 31', 'a telephone number in any way of writing'],
    ['kari nordmann', 'a name'],
    ['Nordmann Kari', 'a name turned round'],
    ['nordman 0631', 'a misspelt name and the end of a number'],
    ['kary nordmannn', 'two misspelt names'],
    ['kari normann', 'a name without a letter of its middle'],
  ])('Kari Nordmann first by "%s": %s', async (typed) => expect((await find(typed))[0]).toBe('Kari Nordmann'))

  test.each([
    ['asa oberg', 'Åsa Öberg-Bjørnstad'],
    ['Åsa', 'Åsa Öberg-Bjørnstad'],
    ['bjornstad', 'Åsa Öberg-Bjørnstad'],
    ['cearet', 'Čearret Guttorm'],
  ])('by "%s" %s, whatever letters a keyboard has', async (typed, name) => expect((await find(typed))[0]).toBe(name))

  test('by the name alone both who have it, and by the end of a number the one whose it is', async () => {
    expect(await find('kari nord')).toEqual(['Kari Nordmann', 'Kari Nordmo'])
    expect(await find('kari 0632')).toEqual(['Kari Nordmo'])
  })

  test.each(['', '  ', '%', '_____', 'xqzw', "' OR 1=1", '\\', '90412', '🙂'])('nobody by "%s"', async (typed) => expect(await find(typed)).toEqual([]))

  test('a name that was changed by its new letters alone', async () => {
    const where = await inventOrganisation(database.deps, 'motafors')
    const { id } = await inventPerson(database.deps, where, { username: 'gift', givenName: 'Signe', familyName: 'Ögren', password: null })
    await reveal(database.deps.db).person.updateMany({ where: { id }, data: { familyName: 'Quist' } })
    expect([await find('ogren', where), await find('signe quist', where)]).toEqual([[], ['Signe Quist']])
  })

  test('nobody of another organisation', async () => {
    expect(await find('qvx77')).toEqual([])
    expect(await find('qvx77', other)).toEqual(['Kari Nordmann'])
    expect(await find('åsa öberg', other)).toEqual([])
  })

  test.each(['90412277', 'kari@example.org', '070-174 06 31', 'kari nordmann 0631', 'asaoberg'])(
    'nobody by "%s" for a case worker of another branch',
    async (typed) => {
      const { id } = await reveal(database.deps.db).group.findFirstOrThrow({ where: { organisationId: organisation.id, name: 'Bergen' } })
      expect(await find(typed, organisation, { groupIds: [id] })).toEqual([])
      expect(await find(typed, organisation, { groupIds: [] })).toEqual([])
      expect(await find('kari nord', organisation, { groupIds: [id] })).toEqual(['Kari Nordmo'])
      expect(await find('nordmo@example.org', organisation, { groupIds: [id] })).toEqual(['Kari Nordmo'])
    },
  )

  test('no more than a page, and says that there are more', async () => {
    const many = await inventOrganisation(database.deps, 'standard')
    for (let index = 0; index <= mostFound; index += 1)
      await inventPerson(database.deps, many, { username: `berit${index}`, givenName: 'Berit', familyName: 'Dahl', password: null })
    const { people, isMore } = await searchPeople(database.deps, many, 'berit dahl', everybody)
    expect(people).toHaveLength(mostFound)
    expect(isMore).toBe(true)
  })
})

test.each([
  ['Kari Nordmann', 'kari nordmann', 'ASCII alone'],
  ['åäöøæéü ÅÄÖØÆÉÜ', 'aaooaeu aaooaeu', 'the Nordic letters'],
  ['Čearret Øygård', 'cearret oygard', 'a Nordic letter beside another'],
  ['Łukasz Dvořák', 'lukasz dvorak', 'none of the Nordic letters'],
  ['Åsa 山田', 'asa 山田', 'letters that stay as they are'],
])('%s is sought as %s: %s', async (name, key) => {
  expect(await reveal(database.deps.db).$queryRaw`SELECT search_key(${name}) AS key`).toEqual([{ key }])
})

test.each([
  ['nordman 0631', ['nordman'], '0631'],
  ['070-174 06 31', [], '0701740631'],
  ['+46 70 1740631', [], '46701740631'],
  ['kari 12', ['kari'], null],
  ['a', ['a'], null],
  ['a berg', ['berg'], null],
  ['Ola, Saksbehandler', ['Ola', 'Saksbehandler'], null],
])('"%s" is read as words and digits', (typed, words, digits) => expect(readSearch(typed)).toEqual({ words, digits }))
