import { describe, expect, it } from 'vitest'
import { isDearerThanOurs, isKnownHashFormat } from '@/lib/passwords/hash-format'
import { readMobiles } from './read-mobiles'
import { findDelimiter, namesGivenUp, readHeader, readRow } from './rules'
import { type RegisterColumn, registerColumns } from './schema'

type RegisterRow = Partial<Record<RegisterColumn, string>>

const context = { languages: ['sv', 'fi'], readMobile: readMobiles('SE'), isKnownHashFormat, isDearerThanOurs }
const argon = '$argon2id$v=19$m=47104,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
const read = (row: RegisterRow) => readRow(Object.values(row), Object.keys(row) as RegisterColumn[], context)
const faultsOf = (row: RegisterRow) => {
  const result = read({ username: 'x', ...row })
  return result.ok ? [] : result.failure.map(({ column, key }) => `${column} ${key}`)
}

describe('the header row', () => {
  it('takes every column of the interface in any order, once', () => {
    expect(readHeader([...registerColumns].reverse())).toEqual({ ok: true, value: [...registerColumns].reverse() })
    expect(readHeader([' username ', 'email'])).toEqual({ ok: true, value: ['username', 'email'] })
  })

  it.each([
    [['username', 'shoeSize', ''], { key: 'import.unknownColumn', values: { columns: '"shoeSize", ""', known: registerColumns.join(', ') } }],
    [['username', 'city', 'city'], { key: 'import.doubledColumn', values: { column: 'city' } }],
    [['givenName', 'city'], { key: 'import.noIdentifierColumn' }],
  ])('refuses %j', (cells, failure) => {
    expect(readHeader(cells)).toEqual({ ok: false, failure })
  })

  it('tells comma from semicolon', () => {
    expect([findDelimiter('username'), findDelimiter('username,email'), findDelimiter('username;email;"a,b"')]).toEqual([',', ',', ';'])
  })
})

describe('a row', () => {
  it('is trimmed, composed and folded, and an empty cell leaves things as they are', () => {
    const result = read({
      memberNumber: ' 007 ',
      username: 'Åsa.Öberg',
      email: 'Asa@Example.org',
      mobile: '070-174 06 05',
      givenName: 'A\u030asa',
      city: '  ',
      country: 'se',
      language: 'SV',
      formerUsername: 'ASOB01',
    })
    expect(result).toMatchObject({
      ok: true,
      value: {
        memberNumber: '007',
        memberKey: '007',
        username: 'Åsa.Öberg',
        usernameKey: 'åsa.öberg',
        email: 'Asa@Example.org',
        emailKey: 'asa@example.org',
        formerKey: 'asob01',
        mobile: '+46701740605',
        givenName: 'Åsa',
        city: null,
        street: null,
        country: 'SE',
        language: 'sv',
        groups: null,
      },
    })
  })

  it('separates groups and roles by a bar', () => {
    expect(read({ username: 'x', groups: ' a | b||a ', roles: 'member|election-officer' })).toMatchObject({
      ok: true,
      value: { groups: ['a', 'b'], roles: ['member', 'election-officer'] },
    })
  })

  it.each<[RegisterRow, string]>([
    [{ email: 'nobody' }, 'email import.badEmail'],
    [{ email: 'a@b.se>, c@d.se' }, 'email import.badEmail'],
    [{ mobile: '12' }, 'mobile import.badMobile'],
    [{ mobile: '08-465 004 00' }, 'mobile import.badMobile'],
    [{ country: 'Sverige' }, 'country import.badCountry'],
    [{ country: 'QQ' }, 'country import.badCountry'],
    [{ language: 'nb' }, 'language import.badLanguage'],
    [{ roles: 'member|king' }, 'roles import.unknownRole'],
    [{ passwordHash: 'secret' }, 'passwordHash import.badHash'],
    [{ givenName: 'x'.repeat(101) }, 'givenName import.tooLong'],
    [{ groups: 'x'.repeat(101) }, 'groups import.tooLong'],
    [{ street: 'one\ntwo' }, 'street import.controlCharacter'],
    [{ familyName: 'a\u0000b' }, 'familyName import.controlCharacter'],
    [{ familyName: 'a\u202eb' }, 'familyName import.controlCharacter'],
  ])('with %j is refused with its column and reason', (row, fault) => {
    expect(faultsOf(row)).toEqual([fault])
  })

  it('tells everything that is wrong with it at once', () => {
    expect(faultsOf({ email: 'x', mobile: 'y', country: 'z' })).toEqual(['email import.badEmail', 'mobile import.badMobile', 'country import.badCountry'])
  })

  it('needs an identifier, and as many cells as the header', () => {
    expect(read({ username: '', givenName: 'A' })).toEqual({ ok: false, failure: [{ column: null, key: 'import.noIdentifier' }] })
    expect(readRow(['a'], ['username', 'email'], context)).toEqual({
      ok: false,
      failure: [{ column: null, key: 'import.wrongCells', values: { found: 1, expected: 2 } }],
    })
  })

  it('knows a hash that is dearer to check than our own', () => {
    expect(read({ username: 'x', passwordHash: argon })).toMatchObject({ ok: true, value: { passwordHash: argon, isDearHash: false } })
    const dear = argon.replace('m=47104,t=1', 'm=262144,t=4')
    expect(read({ username: 'x', passwordHash: dear })).toMatchObject({ ok: true, value: { isDearHash: true } })
  })
})

describe('names that change', () => {
  const before = { username: 'Old', email: 'old@x.se' }
  it.each([
    [{ memberNumber: '1', username: 'new', email: 'old@x.se' }, null, false, { dropped: ['old'], former: null }],
    [{ memberNumber: '1', username: 'new', email: 'old@x.se' }, 'old', true, { dropped: [], former: 'old' }],
    [{ memberNumber: '1', username: 'old@x.se', email: 'new@x.se' }, null, false, { dropped: ['old'], former: null }],
    [{ memberNumber: 'old', username: 'new', email: 'old@x.se' }, null, false, { dropped: [], former: null }],
    [{ memberNumber: '1', username: 'Old', email: 'old@x.se' }, 'old', true, { dropped: [], former: null }],
  ])('to %j give up what is no longer anybody’s, unless it becomes a former one', (after, formerKey, hasHeldFormer, expected) => {
    expect(namesGivenUp({ before, after, formerKey, hasHeldFormer })).toEqual(expected)
  })
})
