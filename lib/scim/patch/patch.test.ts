import { describe, expect, test } from 'vitest'
import { type Json, type JsonObject, urn } from '../schema'
import { patched, readOperations } from './rules'

const work = { type: 'work', value: 'a@example.org', primary: true }
const home = { type: 'home', value: 'b@example.org' }
const user: JsonObject = {
  userName: 'a',
  active: true,
  name: { givenName: 'A', familyName: 'B' },
  emails: [work, home],
  [urn.enterpriseUser]: { employeeNumber: '1' },
}

function become(...operations: JsonObject[]): JsonObject | string {
  const read = readOperations({ schemas: [urn.patch], Operations: operations })
  if (!read.ok) return read.failure.scimType ?? ''
  const result = patched(user, read.value)
  return result.ok ? result.value : (result.failure.scimType ?? '')
}

describe('a patch of RFC 7644 3.5.2', () => {
  test.each<[string, JsonObject, JsonObject]>([
    ['replaces', { op: 'replace', path: 'userName', value: 'c' }, { userName: 'c' }],
    ['replaces a part of a whole', { op: 'replace', path: 'name.familyName', value: 'C' }, { name: { givenName: 'A', familyName: 'C' } }],
    ['leaves the parts that a whole does not name', { op: 'replace', path: 'name', value: { familyName: 'C' } }, { name: { givenName: 'A', familyName: 'C' } }],
    ['adds what was not there', { op: 'add', path: 'nickName', value: 'N' }, { nickname: 'N' }],
    ['adds to a list, once', { op: 'add', path: 'emails', value: [home, { value: 'c@example.org' }] }, { emails: [work, home, { value: 'c@example.org' }] }],
    [
      'lets what comes as primary take it from who had it',
      { op: 'add', path: 'emails', value: [{ value: 'c@example.org', primary: true }] },
      { emails: [{ ...work, primary: false }, home, { value: 'c@example.org', primary: true }] },
    ],
    [
      'replaces in what a filter picks',
      { op: 'replace', path: 'emails[type eq "home"].value', value: 'c@example.org' },
      { emails: [work, { ...home, value: 'c@example.org' }] },
    ],
    [
      'replaces what a filter picks',
      { op: 'replace', path: 'emails[type eq "home"]', value: { value: 'c@example.org' } },
      { emails: [work, { ...home, value: 'c@example.org' }] },
    ],
    [
      'makes the element that Entra ID expects',
      { op: 'Add', path: 'phoneNumbers[type eq "mobile"].value', value: '1' },
      { phonenumbers: [{ type: 'mobile', value: '1' }] },
    ],
    ['removes what a filter picks', { op: 'remove', path: 'emails[value eq "b@example.org"]' }, { emails: [work] }],
    [
      'removes a part of what a filter picks',
      { op: 'remove', path: 'emails[type eq "work"].primary' },
      { emails: [{ type: 'work', value: 'a@example.org' }, home] },
    ],
    ['removes the values that it lists', { op: 'Remove', path: 'emails', value: [{ value: 'b@example.org' }] }, { emails: [work] }],
    ['reaches an extension', { op: 'replace', path: `${urn.enterpriseUser}:employeeNumber`, value: '2' }, { [urn.enterpriseUser]: { employeeNumber: '2' } }],
    ['merges without a path', { op: 'replace', value: { active: false, userName: 'c' } }, { active: false, userName: 'c' }],
    [
      'understands names with dots, filters and schemas, as Entra ID writes them',
      {
        op: 'Replace',
        value: { 'name.familyName': 'C', 'emails[type eq "work"].value': 'c@example.org', [`${urn.enterpriseUser}:employeeNumber`]: '2', USERNAME: 'c' },
      },
      {
        userName: 'c',
        name: { givenName: 'A', familyName: 'C' },
        emails: [{ ...work, value: 'c@example.org' }, home],
        [urn.enterpriseUser]: { employeeNumber: '2' },
      },
    ],
    [
      'understands an extension as an object',
      { op: 'add', value: { [urn.enterpriseUser]: { department: 'D' } } },
      { [urn.enterpriseUser]: { employeeNumber: '1', department: 'D' } },
    ],
  ])('%s', (_, operation, change) => {
    expect(become(operation)).toEqual({ ...user, ...change })
  })

  test('removes an attribute, and nothing where there is nothing', () => {
    expect(become({ op: 'remove', path: 'emails' })).not.toHaveProperty('emails')
    expect(become({ op: 'remove', path: 'nickName' }, { op: 'remove', path: 'name.nickName.x' }, { op: 'remove', path: 'emails[type eq "x"]' })).toEqual(user)
  })

  test('does its operations in their order, and changes nothing of what it was given', () => {
    const before = structuredClone(user)
    const path = 'emails[type eq "new"].value'
    expect(become({ op: 'add', path, value: 'c' }, { op: 'replace', path, value: 'd' }, { op: 'remove', path: 'emails[type ne "new"]' })).toMatchObject({
      emails: [{ type: 'new', value: 'd' }],
    })
    expect(user).toEqual(before)
  })

  test.each<[string, JsonObject]>([
    ['invalidSyntax', { op: 'move', path: 'userName' }],
    ['invalidSyntax', { path: 'userName', value: 'c' }],
    ['invalidSyntax', { op: 'add', path: ['userName'], value: 'c' }],
    ['noTarget', { op: 'remove' }],
    ['noTarget', { op: 'replace', path: 'emails[type co "x"].value', value: 'c' }],
    ['invalidPath', { op: 'replace', path: 'emails[', value: 'c' }],
    ['invalidValue', { op: 'replace', value: 'c' }],
    ['invalidValue', { op: 'replace', path: 'userName' }],
  ])('says what is wrong: %s', (scimType, operation) => {
    expect(become(operation)).toBe(scimType)
  })

  test('wants operations, and not without end', () => {
    for (const Operations of [undefined, [], {}, 'add', [null], Array.from({ length: 1_001 }, () => ({ op: 'add', path: 'a', value: 1 }))] as (
      | Json
      | undefined
    )[])
      expect(readOperations(Operations === undefined ? {} : { Operations })).toMatchObject({ ok: false, failure: { scimType: 'invalidSyntax' } })
  })

  test('a name of the language itself is a name like any other', () => {
    expect(become({ op: 'add', path: 'constructor', value: 1 })).toEqual({ ...user, constructor: 1 })
    const read = readOperations(JSON.parse('{"Operations":[{"op":"add","value":{"__proto__":{"active":false}}}]}'))
    if (!read.ok) throw new Error('unreachable')
    patched(user, read.value)
    expect(({} as { active?: boolean }).active).toBeUndefined()
  })
})
