import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { rights } from '@/lib/permissions/rules'
import { isWordKey } from '@/lib/words/keys'
import { dictionary } from '@/lib/words/speak'

const root = fileURLToPath(new URL('../..', import.meta.url))
const ours = ['lib', 'app', 'scripts'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.ts$|prisma-client|words/.test(path))
    .map((path) => readFileSync(join(root, folder, path), 'utf8')),
)

/** Whatever is written as an act: after `act:`, in a type or a constant of acts, and among the alternatives of one. */
const written = ours.flatMap((text) =>
  [...text.matchAll(/\b(?:act|\w*Act)\b(?::| =)[^\n]*|\bconst act\b[^\n]*/g)].flatMap(([line]) =>
    [...line.matchAll(/'([a-z-]+(?:\.[a-z-]+)+|sign-out)'/g)].map(([, act = '']) => act),
  ),
)

test('every act of the log has its words, in each language', () => {
  const acts = [...new Set(written)].filter((act) => !isWordKey(act) && !rights.some((right) => right === act))
  expect(acts.length).toBeGreaterThan(40)
  for (const words of Object.values(dictionary)) expect(acts.filter((act) => !(`desk.act.${act}` in words))).toEqual([])
})

/** Whatever is written as a fact beside an act, in an object of no other objects. */
const facts = ours.flatMap((text) =>
  [...text.matchAll(/\b(?:details(?:: | = )|record\('[a-z.-]+', |voteEvent\([^{}\n]*, )\{([^{}]*)\}/g)].flatMap(([, inside = '']) =>
    [...inside.matchAll(/(?:^|,)\s*([a-zA-Z]+)\s*(?=[:,]|$)/g)].map(([, name = '']) => name),
  ),
)

test('every fact that stands beside an act has its words, in each language', () => {
  // Who did it without an account is said in the column of who did it.
  const names = [...new Set(facts)].filter((name) => name !== 'by')
  expect(names.length).toBeGreaterThan(50)
  for (const words of Object.values(dictionary)) expect(names.filter((name) => !(`audit.fact.${name}` in words))).toEqual([])
})
