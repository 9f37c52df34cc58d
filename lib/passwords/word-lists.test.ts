import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { languages } from '@/lib/words/language'
import { breachedName, fileBreachedSet } from './breached-set'
import { isCommonPassword } from './find-common-password'
import { findCommonWord } from './find-common-word'

describe('common words', () => {
  it.each([
    ['sv', 'Sommar1'],
    ['sv', 'vinter2026'],
    ['sv', '123lösenord123'],
    ['sv', 'HEMLIGT'],
    ['sv', 'lo\u0308senord'],
    ['sv', 'Fotbollen10'],
    ['nb', 'Sommer26'],
    ['nb', 'passord1'],
    ['nb', 'høsten99'],
    ['fi', 'kesä2026'],
    ['fi', 'Salasana1'],
    ['fi', 'talvi'],
    ['en', 'Password1'],
    ['en', '1summers'],
  ] as const)('%s: %s is refused', async (language, typed) => expect(await findCommonWord([language], typed)).toBe(language))

  it.each(['Kvastfot73Zz', 'sommar-vinter-kvast', 'Som1mar', '73', '', 'xqzvt'])('%s passes in every language', async (typed) =>
    expect(await findCommonWord(languages, typed)).toBeNull(),
  )

  it("asks the organisation's languages alone", async () => expect(await findCommonWord(['sv'], 'kesä1')).toBeNull())
})

it.each([
  ['password1', true],
  ['PassWord1', true],
  ['qwertyuiop', true],
  ['Kvastfot73Zz', false],
])('%s is a common password: %s', async (typed, isCommon) => expect(await isCommonPassword(typed)).toBe(isCommon))

describe('the set of breached passwords', () => {
  const folder = mkdtempSync(join(tmpdir(), 'breached-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const file = (name: string, lines: string[], end = '\n') => {
    const path = join(folder, name)
    writeFileSync(path, lines.join(end) + end)
    return fileBreachedSet(path)
  }
  const leaked = Array.from({ length: 500 }, (_, number) => `leaked ${number}`)
  const names = leaked.map(breachedName).sort()
  const free = Array.from({ length: 500 }, (_, number) => breachedName(`free ${number}`))

  it.each([
    ['whole', names, '\n'],
    ['with counts', names.map((name, place) => `${name}:${place ** 3}`), '\r\n'],
    ['beginnings, small letters', names.map((name) => name.slice(0, 12).toLowerCase()), '\n'],
    ['one alone', names.slice(250, 251), '\n'],
  ])('finds each and nothing else: %s', async (name, lines, end) => {
    const set = file(name, lines, end)
    for (const sha1 of names) expect(await set.holds(sha1)).toBe(lines.some((line) => sha1.startsWith(line.toUpperCase().split(':')[0] ?? '')))
    for (const sha1 of free) expect(await set.holds(sha1)).toBe(false)
  })

  it('holds nothing where there is no file, and says so when the file is no such list', async () => {
    expect(await fileBreachedSet(join(folder, 'none')).holds(breachedName('x'))).toBe(false)
    await expect(file('prose', ['these are', 'no hashes']).holds(breachedName('x'))).rejects.toThrow('no SHA-1')
  })
})
