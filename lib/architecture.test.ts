import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

// What imports can't show; `.config/dependency-cruiser.cjs` guards those. lib/README.md says why.

const root = fileURLToPath(new URL('..', import.meta.url))

type Source = { path: string; text: string }

/** Every file of ours below `folder` whose name ends in one of `endings`. */
function sources(folder: string, endings: string[] = ['.ts', '.tsx', '.mjs', '.cjs', '.js']): Source[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .filter((path) => !path.includes('prisma-client'))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

const isTest = ({ path }: Source) => /\.(test|spec)\.tsx?$/.test(path)
const lib = sources('lib')
const shown = [...sources('app'), ...sources('components')]
const tools = ['scripts', 'e2e', 'bench', 'prisma', '.config'].flatMap((folder) => sources(folder))
const topFiles = ['server.ts', 'instrumentation.ts'].map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
const everything = [...lib, ...shown, ...tools, ...topFiles]

/** Comments and what stands in quotes may name what code may not do. */
const codeOf = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '')
const pathsWhere = (files: Source[], pattern: RegExp) => files.filter(({ text }) => pattern.test(codeOf(text))).map(({ path }) => path)

test('the top level is a table of contents: nothing lies there that is not in the plan', () => {
  const folders = ['.ci', '.config', 'app', 'bench', 'components', 'docs', 'e2e', 'lib', 'prisma', 'public', 'scripts']
  const wantedByTools = ['instrumentation.ts', 'next.config.js', 'postcss.config.mjs', 'prisma.config.ts', 'proxy.ts', 'server.ts', 'tsconfig.json']
  const ofEveryProject = ['.gitignore', 'CHANGELOG.md', 'LICENSE', 'README.md', 'package-lock.json', 'package.json']
  const ignored = readFileSync(join(root, '.gitignore'), 'utf8').split('\n').filter(Boolean)
  const isIgnored = (name: string) =>
    name === '.git' || ignored.some((line) => line.replace(/\/$/, '') === name || (line.startsWith('*') && name.endsWith(line.slice(1))))
  const there = readdirSync(root).filter((name) => !isIgnored(name))
  expect(there.filter((name) => ![...folders, ...wantedByTools, ...ofEveryProject].includes(name))).toEqual([])
})

test('a file is named after what it does, never utils, helpers, misc, common, shared, manager or service', () => {
  const vague = /(^|[-.])(util|utility|utilities|helper|misc|common|shared|manager|service)s?([-.]|$)/
  const isVague = ({ path }: Source) =>
    vague.test(basename(path).toLowerCase()) && !path.endsWith('/find-common-word.ts') && !path.endsWith('/find-common-password.ts')
  expect(everything.filter(isVague).map(({ path }) => path)).toEqual([])
})

test('a rule knows no clock, no chance, no waiting and no network', () => {
  const rules = lib.filter(({ path }) => /\/(lock-)?rules\.ts$/.test(path))
  expect(rules.length).toBeGreaterThan(5)
  expect(
    pathsWhere(
      rules,
      /new Date\(\s*\)|\bDate\(\s*\)|Date\.now|performance\.|Math\.random|\bcrypto\b|\bawait\b|\basync\b|\bfetch\(|setTimeout|process\.|\bPromise\b/,
    ),
  ).toEqual([])
})

test('areas and flows take the clock from their deps', () => {
  // The edges make the deps: lib/web for pages, lib/jobs for the queue; the embedded database waits for a process.
  const inside = lib.filter((file) => !isTest(file) && !/^lib\/(web|jobs)\/|^lib\/core\/embedded-postgres\.ts$/.test(file.path))
  expect(pathsWhere(inside, /new Date\(\s*\)|Date\.now\(/)).toEqual([])
})

test('the environment is read in lib/core/env.ts alone', () => {
  const handedOn = ['lib/core/embedded-postgres.ts'] // gives PostgreSQL's programs the whole environment and reads no variable
  const readers = pathsWhere([...lib.filter((file) => !isTest(file)), ...shown.filter((file) => !isTest(file))], /process\.env|import\.meta\.env/)
  expect(readers.filter((path) => !handedOn.includes(path))).toEqual(['lib/core/env.ts'])
})

test('organisations differ by settings and words alone: no code asks which one it is', () => {
  expect(
    pathsWhere([...lib.filter((file) => !isTest(file)), ...shown], /\bslug\s*(===|!==|==|!=)\s*['"`]\w|['"`]\w+['"`]\s*(===|!==)\s*[\w.]*\bslug\b/),
  ).toEqual([])
})

test('no style attributes: the content security policy blocks them', () => {
  expect(
    pathsWhere(
      shown.filter((file) => !isTest(file)),
      /\sstyle=\{|\sstyle="/,
    ),
  ).toEqual([])
})

test('tests replace no modules, and none is left out or alone', () => {
  const own = fileURLToPath(import.meta.url).slice(root.length)
  const tests = everything.filter((file) => isTest(file) && file.path !== own)
  expect(pathsWhere(tests, /\bvi\.(mock|doMock)\(|\b(test|it|describe)(\.\w+)*\.(only|skip|todo|fixme)\b/)).toEqual([])
})

test('every verb of a store asks for the organisation', () => {
  // Reasons why a few don't.
  const exceptions: Record<string, string[]> = {
    'it finds or saves the organisation itself': [
      'organisations/listAll',
      'organisations/findBySlug',
      'organisations/saveOrganisation',
      'organisations/hostsOfOthers',
    ],
    'the key is an HMAC that holds the organisation where the limit is one of an organisation': ['limits/addToCounter', 'limits/readCounter'],
    'the clock sweeps all organisations and shows nobody anything': [
      'organisations/listDue',
      'audit/organisationsWithEvents',
      'audit/organisationsWithUnsealed',
      'campaigns/listAtWork',
      'campaigns/removeLetters',
      'elections/listAtWork',
      'elections/listUntold',
      'elections/rewriteRoll',
      'elections/rewriteAnswers',
      'elections/removePapers',
      'journeys/takeAbandoned',
      'limits/removeEndedCounters',
      'passwords/removeFailuresOfStrangers',
      'sessions/deleteRememberedBefore',
      'oidc/removeOldArtifacts',
      'oidc/takeEndedSessions',
      'oidc/organisationsWithKeys',
      'webhooks/dueWebhooks',
      'files/deleteUnfinished',
      'files/listLeft',
      'content/removeQuestions',
      'groups/organisationsWithRules',
      'groups/sumTallies',
      'register-import/listWork',
      'register-import/listForgotten',
      'register-import/listUndoing',
      'register-import/deleteOldChanges',
      'register-import/deleteOldLeaves',
      'delivery/listStuck',
      'delivery/listLost',
    ],
    'the outbox page of the demo shows all organisations': ['delivery/listNewest'],
    'the ballot box knows elections and no organisations, so that nothing in it leads to a person': [
      'box/callOff',
      'box/isCalledOff',
      'box/findSeq',
      'box/findByHash',
      'box/copyRule',
      'box/electionsWaiting',
      'box/findManifest',
      'box/insertBallot',
      'box/insertResult',
      'box/insertVoid',
      'box/moveInbox',
      'box/readBatch',
      'box/readBoard',
      'box/readResult',
    ],
    'it opens a connection, or names tables, and reads no row': ['register-import/connect', 'register-import/tablesOf', 'content/stopReading'],
  }
  const allowed = Object.values(exceptions).flat()
  const stores = lib.filter(({ path }) => /\/store\.ts$/.test(path))
  const organisationless = stores.flatMap(({ path, text }) => {
    const area = path.split('/')[1]
    const typesWithIt = [
      ...lib
        .filter((file) => file.path.startsWith(`lib/${area}/`))
        .map((file) => file.text)
        .join('\n')
        .matchAll(/type (\w+) = [^\n]*?\{([^}]*)\}/g),
    ]
      .filter(([whole, , fields]) => /\borganisationId: string/.test(fields ?? '') || /UncheckedCreateInput\b/.test(whole))
      .map(([, name]) => name ?? '')
    const asks = (parameters: string) =>
      /\borganisationId\b/.test(parameters) ||
      /UncheckedCreateInput\b/.test(parameters) ||
      typesWithIt.some((name) => new RegExp(`: ${name}\\b`).test(parameters))
    return [...text.matchAll(/^export (?:async )?function\*? (\w+)(?:<[^>]*>)?\(([\s\S]*?)\)(?:: [^\n]*)? \{$/gm)]
      .filter(([, , parameters]) => !asks(parameters ?? ''))
      .map(([, name]) => `${area}/${name}`)
  })
  expect(organisationless.filter((verb) => !allowed.includes(verb))).toEqual([])
  expect(
    allowed.filter((verb) => !organisationless.includes(verb)),
    'an exception that nobody needs',
  ).toEqual([])
})
