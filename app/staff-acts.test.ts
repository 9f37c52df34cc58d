import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { staffActs } from '@/e2e/support/staff-acts'
import { actionNames, pageFiles } from '@/e2e/support/who-may'

// The journey `staff-acts.spec.ts` sends each form; this says in a second that one is missing, or asks for less than it did.

const below = 'admin/'
const codeOf = (file: string) => readFileSync(fileURLToPath(new URL(`[organisation]/${file}`, import.meta.url)), 'utf8')
const acts = actionNames()
  .filter(({ file }) => file.startsWith(below) && file !== 'admin/proof/actions.ts') // the proof is what the others ask for
  .map(({ file, name }) => ({ file, name, key: `${file.slice(below.length).replace(/\/actions\.ts$/, '')} ${name}` }))

test('every act of staff has a line that says what it tells the log, and whether it asks for the own password', () => {
  expect(acts.length).toBeGreaterThan(60)
  expect(Object.keys(staffActs).sort(), 'Add a line for each to e2e/support/staff-acts.ts.').toEqual(acts.map(({ key }) => key).sort())
})

test('an act that another test walks is told of there, and asks for the own password by the piece that all use', () => {
  const elsewhere = acts.flatMap(({ file, name, key }) => {
    const { form, tells, asks } = staffActs[key] ?? {}
    const code = codeOf(file).split(`export const ${name} = `)[1]?.split('export const ')[0]
    expect(typeof form === 'function' || typeof asks !== 'string' || /isSensitive: true|proveAgain\(/.test(code ?? ''), key).toBe(true)
    return typeof form === 'object' ? [{ file: form.test, tells: String(tells) }] : []
  })
  for (const { file, tells } of elsewhere) expect(readFileSync(fileURLToPath(new URL(`../${file}`, import.meta.url)), 'utf8'), file).toContain(tells)
})

test('what else staff send to a route is known: two uploads, which nobody but staff sees before an act that is listed, and a vote that officers opened', () => {
  const posts = pageFiles().filter((file) => file.startsWith(below) && /export async function (POST|PUT|PATCH|DELETE)/.test(codeOf(file)))
  expect(posts).toEqual(['admin/content/[id]/file/route.ts', 'admin/import/file/route.ts', 'admin/votes/[id]/opened/route.ts'])
})

test('no form of staff has a field for somebody’s password: a directory’s and a provider’s alone, which are the portal’s own (security.md 41)', () => {
  const root = fileURLToPath(new URL('[organisation]/admin/', import.meta.url))
  const forms = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.tsx'))
  const found = forms.flatMap((file) => {
    const text = readFileSync(`${root}${file}`, 'utf8')
    return (text.match(/<PasswordField\b[^>]*?name="\w+"|type="password"|name="\w*(?:[Pp]assword|[Ss]ecret|[Pp]in)\w*"/g) ?? []).map(
      (field) => `${file}: ${field}`,
    )
  })
  expect([...new Set(found)].sort()).toEqual([
    'directory/page.tsx: <PasswordField name="directoryPassword"',
    'provider/page.tsx: <PasswordField name="providerPassword"',
  ])
})
