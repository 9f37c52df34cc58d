import fc from 'fast-check'
import SCIMMY from 'scimmy'
import { describe, expect, test } from 'vitest'
import type { Filter, JsonObject } from '../schema'
import { matches, readFilter, readTarget } from './rules'

const filterOf = (text: string): Filter => {
  const read = readFilter(text)
  if (!read.ok) throw new Error(`${text}: ${JSON.stringify(read.failure)}`)
  return read.value
}

const kari: JsonObject = {
  id: '01a2',
  userName: 'Kari@Example.org',
  active: true,
  nickName: '',
  logins: 7,
  name: { givenName: 'Kari', familyName: 'Nord "Nordis" Mann' },
  emails: [
    { value: 'kari@example.org', type: 'work', primary: true },
    { value: 'k@home.example', type: 'home' },
  ],
  meta: { created: '2026-11-23T12:00:00.000Z', lastModified: '2026-11-23T13:00:00+01:00' },
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { employeeNumber: '9041' },
}

describe('a filter of RFC 7644 3.4.2.2', () => {
  test.each([
    'userName eq "kari@example.org"',
    'USERNAME EQ "KARI@EXAMPLE.ORG"',
    'name.familyName co "\\"Nordis\\""',
    'name.familyName co "\\u004eordis"',
    'userName sw "Kari" and userName ew ".org"',
    'urn:ietf:params:scim:schemas:core:2.0:User:userName sw "kari"',
    'urn:ietf:params:scim:schemas:core:2.0:User:name.givenName eq "kari"',
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber eq "9041"',
    'name pr and emails pr and not (title pr) and not (nickName pr)',
    'meta.lastModified ge "2026-11-23T12:00:00Z" and meta.lastModified le "2026-11-23T12:00:00Z"',
    'meta.created gt "2011-05-13T04:42:34Z"',
    'emails eq "k@home.example"',
    'emails[type eq "work" and value co "@example.org"]',
    'emails[type eq "work"].value eq "Kari@example.org"',
    'emails[type eq "work"].VALUE sw "kari" and active eq true',
    'emails.type eq "home"',
    'active eq true',
    'active eq "True"',
    'logins gt 6.5 and logins lt 7e1',
    'title eq null and title ne "x"',
    'userName eq "nobody" or active eq true and logins eq 7',
    '(userName eq "nobody" or active eq true) and (logins eq 7)',
    'not (userName eq "nobody") and not(active eq false)',
    '  userName   eq   "kari@example.org"  ',
  ])('is understood: %s', (text) => {
    expect(matches(filterOf(text), kari)).toBe(true)
  })

  test.each([
    'id eq "01A2"', // ids are exact
    'userName eq "nobody" or active eq true and logins eq 8',
    'emails[type eq "home" and value co "@example.org"]',
    'emails[type eq "home"].value eq "kari@example.org"',
    'not (emails[type eq "work"])',
    'active eq false',
    'logins eq "7"',
    'userName gt "z"',
  ])('is false: %s', (text) => {
    expect(matches(filterOf(text), kari)).toBe(false)
  })

  test.each([
    '',
    ' ',
    'userName',
    'userName eq',
    'userName eq kari',
    "userName eq 'kari'",
    'userName eq "kari',
    'userName is "kari"',
    'userName eq "a" userName eq "b"',
    'userName eq "a" and',
    'and userName eq "a"',
    '(userName eq "a"',
    'userName eq "a")',
    'not userName eq "a"',
    'emails[type eq "work"',
    'emails[]',
    'userName eq "a\nb"',
    'userName eq "a\\u0000b"', // the database takes no NUL
    'userName eq 01',
    'userName eq {}',
    '"userName" eq "a"',
    `${'('.repeat(30)}userName pr${')'.repeat(30)}`,
    Array.from({ length: 60 }, () => 'userName eq "a"').join(' or '),
    `userName eq "${'x'.repeat(5_000)}"`,
  ])('is refused, with the place where it ends: %s', (text) => {
    expect(readFilter(text)).toMatchObject({ ok: false, failure: { status: 400, scimType: 'invalidFilter', values: { at: expect.any(Number) } } })
  })

  test('whatever is sent, it is read or refused, and quickly', () => {
    const piece = fc.constantFrom(
      'userName',
      ' eq ',
      '"a"',
      '(',
      ')',
      '[',
      ']',
      ' and ',
      ' or ',
      'not ',
      '.',
      ':',
      '"',
      '\\',
      ' pr',
      'true',
      '-1e9',
      'urn:x:y',
      '\u{1f600}',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece, { maxLength: 40 }).map((parts) => parts.join('')),
        ),
        (text) => {
          const read = readFilter(text)
          if (read.ok) matches(read.value, kari)
          readTarget(text)
        },
      ),
    )
    for (const long of ['('.repeat(4_000), `a${'.a'.repeat(1_900)} eq 1`, `a eq "${'\\'.repeat(3_900)}`, `${'urn:'.repeat(999)}a eq 1`]) readFilter(long)
  })

  test('picks the same people as SCIMMY does', () => {
    const person = (at: number): JsonObject => ({
      id: String(at),
      userName: `p${at % 7}`,
      active: at % 2 === 0,
      name: { familyName: ['Berg', 'Ek', 'Lind'][at % 3] ?? '' },
      emails: [{ type: at % 4 ? 'work' : 'home', value: `p${at}@example.org` }],
    })
    const people = Array.from({ length: 40 }, (_, at) => person(at))
    const leaf = fc.constantFrom(
      'userName eq "p3"',
      'active eq true',
      'name.familyName eq "Berg"',
      'emails[type eq "work"]',
      'userName ne "p1"',
      'name.familyName sw "L"',
    )
    // SCIMMY reads no parentheses within parentheses.
    const chain = fc
      .tuple(leaf, fc.array(fc.tuple(fc.constantFrom(' and ', ' or '), leaf), { maxLength: 4 }))
      .map(([first, more]) => first + more.map((parts) => parts.join('')).join(''))
    fc.assert(
      fc.property(chain, (text) => {
        const filter = filterOf(text)
        const theirs = new SCIMMY.Types.Filter(text).match(people) as JsonObject[]
        expect(people.filter((one) => matches(filter, one)).map(({ id }) => id)).toEqual(theirs.map(({ id }) => id))
      }),
      { numRuns: 60 },
    )
  })
})

test.each([
  ['userName', { path: ['username'], filter: null, sub: null }],
  ['name.familyName', { path: ['name', 'familyname'], filter: null, sub: null }],
  ['emails[type eq "work"].value', { path: ['emails'], sub: 'value' }],
  ['urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value', { path: [expect.stringMatching(/^urn:.*:user$/), 'manager', 'value'] }],
  ['urn:ietf:params:scim:schemas:extension:enterprise:2.0:User', { path: [expect.stringMatching(/^urn:.*:user$/)] }],
])('a path of PATCH is read: %s', (text, target) => {
  expect(readTarget(text)).toMatchObject({ ok: true, value: target })
})

test.each(['', 'emails[', 'emails[type eq "work"', 'emails[type eq "work"].', 'a b', '.a', 'emails[type eq "work"]value'])(
  'a path that is none is refused: %s',
  (text) => {
    expect(readTarget(text)).toMatchObject({ ok: false, failure: { scimType: 'invalidPath' } })
  },
)
