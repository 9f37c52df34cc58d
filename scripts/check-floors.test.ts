import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findViolations, type Violation } from './check-floors'

// A small house with one fault of each kind beside what is allowed: the gate must see every fault, and nothing else.
const house = {
  'tsconfig.json': '{ "compilerOptions": { "module": "esnext", "moduleResolution": "bundler", "paths": { "@/*": ["./*"] } } }',
  'package.json': '{ "name": "house", "type": "module" }',
  'node_modules/next/package.json': '{ "name": "next", "main": "index.js" }',
  'node_modules/next/index.js': 'module.exports = {}',
  'node_modules/react/package.json': '{ "name": "react", "main": "index.js" }',
  'node_modules/react/index.js': 'module.exports = {}',
  'node_modules/pg/package.json': '{ "name": "pg", "main": "index.js" }',
  'node_modules/pg/index.js': 'module.exports = {}',

  // allowed
  'lib/words/keys.ts': 'export type WordKey = string',
  'lib/core/db.ts': "import { reveal } from './prisma'\nexport type Db = object\nexport const look = (db: Db) => reveal(db)",
  'lib/core/prisma.ts': "import type { Db } from './db'\nimport { Client } from './prisma-client/client'\nexport const reveal = (db: Db) => [db, Client]",
  'lib/core/prisma-client/client.ts': 'export const Client = 1',
  'lib/core/result.ts': 'export const failure = 1',
  'lib/audit/record.ts': "import type { Db } from '@/lib/core/db'\nexport const record = (db: Db) => db",
  'lib/people/schema.ts': "import type { WordKey } from '@/lib/words/keys'\nexport type Person = { name: WordKey }\nexport const longest = 1",
  'lib/people/rules.ts':
    "import { failure } from '@/lib/core/result'\nimport { longest, type Person } from './schema'\nexport const isLong = (person: Person) => person.name.length > longest && failure",
  'lib/people/store.ts': "import pg from 'pg'\nimport { reveal } from '@/lib/core/prisma'\nexport type Row = object\nexport const read = () => [pg, reveal]",
  'lib/people/find-person.ts':
    "import { record } from '@/lib/audit/record'\nimport { isLong } from './rules'\nimport { read } from './store'\nexport const find = () => [record, isLong, read]",
  'lib/passwords/rules.ts': "import type { Person } from '@/lib/people/schema'\nexport const judge = (person: Person) => person",
  'lib/web/visit.ts': "import next from 'next'\nimport { find } from '@/lib/people/find-person'\nexport const visit = () => [next, find]",
  'components/list.tsx':
    "import react from 'react'\nimport { judge } from '@/lib/passwords/rules'\nimport type { WordKey } from '@/lib/words/keys'\nexport const list = (key: WordKey) => [react, judge, key]",
  'app/page.tsx': "import { list } from '@/components/list'\nimport { visit } from '@/lib/web/visit'\nexport const page = () => [list, visit]",
  'lib/people/people.test.ts':
    "import { open } from '@/e2e/support/database'\nimport { reveal } from '@/lib/core/prisma'\nexport const peek = () => [open, reveal]",
  'e2e/support/database.ts': 'export const open = 1',

  // forbidden
  'lib/audit/upwards.ts': "import type { Person } from '@/lib/people/schema'\nexport type Subject = Person",
  'lib/people/neighbour.ts': "import { queue } from '@/lib/delivery/queue'\nexport const tell = queue",
  'lib/delivery/queue.ts': 'export const queue = 1',
  'lib/people/with-page.ts': "import { page } from '@/app/page'\nexport const whole = page",
  'lib/people/with-support.ts': "import { open } from '@/e2e/support/database'\nexport const opened = open",
  'lib/gadgets/gadget.ts': 'export const gadget = 1',
  'app/gadget.ts': "import { gadget } from '@/lib/gadgets/gadget'\nexport const shown = gadget",
  'lib/flows/peek.ts': "import type { Row } from '@/lib/people/store'\nexport type Peek = Row",
  'app/peek.ts': "import { read } from '@/lib/people/store'\nexport const peek = read",
  'lib/people/open-database.ts': "import { reveal } from '@/lib/core/prisma'\nexport const opened = reveal",
  'lib/people/raw.ts': "import pg from 'pg'\nexport const raw = pg",
  'lib/codes/rules.ts': "import { randomInt } from 'node:crypto'\nexport const code = randomInt",
  'lib/sessions/rules.ts': "import { longest } from '@/lib/people/schema'\nexport const most = longest",
  'lib/journeys/rules.ts': "import type { Db } from '@/lib/core/db'\nexport type Data = Db",
  'lib/limits/rules.ts': "import { count } from './count'\nexport const limit = count",
  'lib/limits/count.ts': 'export const count = 1',
  'lib/flows/shown.ts': "import react from 'react'\nexport const shown = react",
  'components/clever.tsx': "import { find } from '@/lib/people/find-person'\nexport const clever = find",
  'lib/words/one.ts': "import { other } from './other'\nexport const one = () => other",
  'lib/words/other.ts': "import { one } from './one'\nexport const other = () => one",
  'lib/words/lost.ts': "import { nothing } from '@/lib/nowhere'\nexport const lost = nothing",
}

const folder = mkdtempSync(join(tmpdir(), 'porten-floors-'))
let found: Violation[] = []

beforeAll(() => {
  for (const [path, text] of Object.entries(house)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  found = findViolations(folder).violations
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.each([
  ['floors', 'lib/audit/upwards.ts', 'a type from a floor above'],
  ['floors', 'lib/people/neighbour.ts', 'a neighbour on the same floor'],
  ['floors', 'lib/people/with-page.ts', 'a page in an area'],
  ['floors', 'lib/people/with-support.ts', "the tests' own things outside tests"],
  ['floors', 'app/gadget.ts', 'a folder that has no floor'],
  ['store-is-private', 'lib/flows/peek.ts', "another area's store, as a type"],
  ['store-is-private', 'app/peek.ts', "an area's store in a page"],
  ['prisma-in-stores', 'lib/people/open-database.ts', 'the opened database outside a store'],
  ['prisma-in-stores', 'lib/people/raw.ts', 'a database driver outside a store'],
  ['pure-rules', 'lib/codes/rules.ts', 'randomness in a rule'],
  ['pure-rules', 'lib/sessions/rules.ts', "another area's zod shapes in a rule"],
  ['pure-rules', 'lib/journeys/rules.ts', "the database in a rule's types"],
  ['pure-rules', 'lib/limits/rules.ts', 'a use case in a rule'],
  ['next-at-the-edge', 'lib/flows/shown.ts', 'React below the edge'],
  ['dumb-components', 'components/clever.tsx', 'a use case in a component'],
  ['no-cycles', 'lib/words/one.ts', 'two files that need each other'],
  ['resolves', 'lib/words/lost.ts', 'an import that leads nowhere'],
])('%s: %s is refused (%s)', (rule, from) => {
  expect(found.filter((violation) => violation.from === from).map((violation) => violation.rule)).toContain(rule)
})

test('what the house allows is let through', () => {
  const faulty = Object.keys(house).slice(Object.keys(house).indexOf('lib/audit/upwards.ts'))
  expect(found.filter(({ from }) => !faulty.includes(from))).toEqual([])
})
