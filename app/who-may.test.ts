import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { actionNames, pageFiles, pages, whoMayCall } from '@/e2e/support/who-may'
import { rights } from '@/lib/permissions/rules'

// The journey `who-may.spec.ts` tries every line; this says in a second that one is missing or not what the code asks for.

const codeOf = (file: string) => readFileSync(fileURLToPath(new URL(`[organisation]/${file}`, import.meta.url)), 'utf8')
const isRight = (who: string) => rights.some((right) => right === who)
const others = ['everybody', 'members', 'staff', 'nobody', 'off', 'tokens']

test('every page and route has a line that says who may open it', () => {
  const missing = pageFiles().filter((path) => !pages[path])
  expect(missing, 'Add a line for each to `pages` in e2e/support/who-may.ts, with the right that its first line asks for.').toEqual([])
})

test('every action has a line that says who may call it', () => {
  const missing = actionNames().filter(({ file, name }) => !whoMayCall(file, name))
  expect(missing, 'Add each to `actions` in e2e/support/who-may.ts, with the right that it asks for.').toEqual([])
})

test('what a line says is what the page or the action asks for', () => {
  const wrong = pageFiles().filter((file) => {
    const { who } = pages[file] ?? { who: 'everybody' }
    return isRight(who) ? !codeOf(file).includes(`requireStaff('${who}')`) : !others.includes(who)
  })
  const wrongActions = actionNames().filter(({ file, name }) => {
    const who = whoMayCall(file, name) ?? 'everybody'
    return isRight(who) ? !new RegExp(`\\b${name} = staffAction\\(\\s*'${who}'`).test(codeOf(file)) : !others.includes(who)
  })
  expect([...wrong, ...wrongActions]).toEqual([])
})

test('no page of staff lies where none is asked for', () => {
  expect(pageFiles().filter((file) => file.startsWith('admin/') && !isRight(pages[file]?.who ?? '') && file !== 'admin/proof/page.tsx')).toEqual([])
})
