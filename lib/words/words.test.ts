import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { argumentsOf } from './arguments-of'
import { en } from './en'
import { isWordKey, type WordKey } from './keys'
import { languages } from './language'
import { dictionary } from './speak'

const root = fileURLToPath(new URL('../..', import.meta.url))
const keys = Object.keys(en).filter(isWordKey)

/** Places where an organisation may say more; the portal itself says nothing there. */
const emptyOnPurpose: WordKey[] = [
  'signIn.lead',
  'signIn.identifier.hint',
  'recover.code.lead',
  'recover.done.home',
  'recover.done.signOut',
  'first.memberNumber.hint',
]

describe.each(languages)('%s', (language) => {
  test('says every sentence', () => {
    const missing = keys.filter((key) => !emptyOnPurpose.includes(key) && !dictionary[language][key]?.trim())
    expect(missing).toEqual([])
    expect(Object.keys(dictionary[language]).sort()).toEqual([...keys].sort())
  })

  test('names in each sentence what English names in it, and can be read', () => {
    const differing = keys.filter((key) => argumentsOf(dictionary[language][key], language).join() !== argumentsOf(en[key], 'en').join())
    expect(differing).toEqual([])
  })
})

test('every sentence is said somewhere', () => {
  const files = ['lib', 'app', 'components', 'scripts', 'server.ts'].flatMap((place) =>
    place.endsWith('.ts') ? [place] : readdirSync(join(root, place), { recursive: true, encoding: 'utf8' }).map((path) => join(place, path)),
  )
  const code = files
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|prisma-client|^lib\/words\/(en|sv|nb|fi)\.ts$|\/presets\//.test(path))
    .map((path) => readFileSync(join(root, path), 'utf8'))
    .join('\n')
  // In quotes, alone or after the column that it is about ('username import.twoPeople').
  const named = new Set([...code.matchAll(/['" ]([a-zA-Z][\w-]*(?:\.[\w-]+)+)['"]/g)].map(([, name]) => name))
  // `plain.${what}.title` says all that fits; a pattern has at least one word of its own before the dot.
  const patterns = [...code.matchAll(/`([a-zA-Z]+\.(?:[\w.-]|\$\{[^{}`]*(?:`[^`]*`[^{}`]*)?\})*)`/g)]
    .map(([, text = '']) => text)
    .filter((text) => text.includes('${'))
    .map((text) => new RegExp(`^${text.replaceAll('.', '\\.').replace(/\$\{[^}]*\}/g, '[\\w.-]+')}$`))
  expect(keys.filter((key) => !named.has(key) && !patterns.some((pattern) => pattern.test(key)))).toEqual([])
})
