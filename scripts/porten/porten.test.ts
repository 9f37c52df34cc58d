import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { makeRegister } from '@/bench/make-register'
import { commands } from '@/e2e/support/commands'
import { testDatabase } from '@/e2e/support/database'
import { asAdministrator } from '@/e2e/support/database-server'
import { reveal } from '@/lib/core/prisma'
import { presets } from '@/lib/organisations/presets/all'

const test = testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'porten-test-'))
afterAll(() => rmSync(folder, { recursive: true }))
const root = fileURLToPath(new URL('../..', import.meta.url))
const command = ['--import', join(root, 'node_modules/tsx/dist/loader.mjs'), join(root, 'scripts/porten.ts')]
/** Nothing of the environment but what a shell has. */
const bare: NodeJS.ProcessEnv = { NODE_ENV: 'production', PATH: process.env.PATH, HOME: process.env.HOME }
// Each command is a process of its own, and other tests may run beside.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 300_000 })

function porten(words: string[], env: Record<string, string> = { DATABASE_URL: test.url }) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...command, ...words], {
    cwd: root,
    encoding: 'utf8',
    env: { ...bare, ...env },
    timeout: 300_000,
  })
  return { code: status, out: stdout, complaint: stderr }
}
/** The same in the one process that all later commands share. */
const sharedProcess = commands()
const run = (words: string[], env: Record<string, string> = { DATABASE_URL: test.url }) => sharedProcess(words, { ...bare, ...env })
function write(name: string, text: string) {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const settings = { slug: 'securia', settings: presets.securia }

beforeAll(() => {
  expect(porten(['organisation', 'apply', write('securia.json', JSON.stringify(settings))])).toMatchObject({ code: 0, out: 'Applied: securia, version 1.\n' })
})

describe('every command', () => {
  it.each([[['--help']], [['people', '--help']], [['people', 'import', '--help']]])('%j explains itself', (words) => {
    const { code, out } = porten(words, {})
    expect(code).toBe(0)
    expect(out).toContain('Usage: porten')
  })

  it.each([[[]], [['fly']], [['people']], [['people', 'import', 'x.csv']]])('%j without what it needs does nothing and ends with 2', (words) => {
    const { code, complaint } = porten(words)
    expect(code).toBe(2)
    expect(complaint).not.toMatch(/\n {4}at /)
  })

  it.each([
    ['a server that is away', 'postgresql://porten@127.0.0.1:1/porten', 'The database cannot be reached: no server answers there.\n'],
    ['an address that is none', 'mysql://x', 'DATABASE_URL: begins with postgresql://\n'],
  ])('says in one line that it met %s, and ends with 2', (_what, url, line) => {
    expect(porten(['people', 'show', 'anna', '--organisation', 'securia'], { DATABASE_URL: url })).toEqual({ code: 2, out: '', complaint: line })
  })

  it('tells an empty database from Porten’s', async () => {
    await asAdministrator('CREATE DATABASE porten_empty')
    const { code, complaint } = porten(['organisation', 'export', 'securia'], { DATABASE_URL: test.url.replace(/[^/]+$/, 'porten_empty') })
    await asAdministrator('DROP DATABASE porten_empty')
    expect([code, complaint]).toEqual([2, 'This database holds no Porten: migrate it first, by starting the server once.\n'])
  })

  it('checks no variable that it does not need', () => {
    const wrong = { DATABASE_URL: test.url, PORT: 'x', AUTH_SECRET: 'short', SMS_GATEWAY: 'pigeon', BASE_URL: 'http://x' }
    expect(porten(['organisation', 'export', 'securia'], wrong)).toMatchObject({ code: 0, complaint: '' })
  })
})

describe('audit verify', () => {
  const AUTH_SECRET = 'the secret of this installation, which nobody else has'
  const verify = (...heads: string[]) => run(['audit', 'verify', ...(heads.length > 0 ? ['--head', ...heads] : [])], { DATABASE_URL: test.url, AUTH_SECRET })

  it('needs the secret whose key the chain has', async () => {
    expect(await run(['audit', 'verify'])).toEqual({ code: 2, out: '', complaint: 'AUTH_SECRET: is missing\n' })
  })

  it('tells a whole chain from one that was changed, cut, or sealed with another secret', async () => {
    const { code, out } = await verify()
    expect([code, out]).toEqual([0, expect.stringMatching(/^securia: \d+ events, whole, head [0-9a-f]{64}\n$/)])
    const [, events = '', hash = ''] = /: (\d+) events, whole, head (\w+)/.exec(out) ?? []
    expect((await verify(`securia:${events}:${hash}`)).code).toBe(0)
    expect(await verify(`securia:${Number(events) + 1}:${hash}`)).toMatchObject({
      code: 1,
      out: expect.stringContaining(`securia: BROKEN at event ${Number(events) + 1}\n`),
    })
    expect(await verify(`securia:1:${'0'.repeat(64)}`)).toMatchObject({ code: 1, out: expect.stringContaining('securia: BROKEN at event 1\n') })
    const changed = { DATABASE_URL: test.url, AUTH_SECRET: `${AUTH_SECRET}, or so they think` }
    expect(await run(['audit', 'verify'], changed)).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^securia: event 1 has the key [0-9a-f]{16}, which AUDIT_KEYS_OLD/),
    })
    const key = (await run(['audit', 'key'], { DATABASE_URL: test.url, AUTH_SECRET })).out.trim()
    expect(await run(['audit', 'verify'], { ...changed, AUDIT_KEYS_OLD: key })).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^securia: \d+ events, whole/),
    })
  })

  it.each(['nobody:1:aa', 'securia', `nobody:1:${'0'.repeat(64)}`])('does nothing with a head that is none: %s', async (head) => {
    expect(await verify(head)).toMatchObject({ code: 2, out: '', complaint: expect.stringContaining('SLUG:EVENTS:HASH') })
  })
})

describe('organisation', () => {
  it('exports what apply takes', async () => {
    const { code, out } = await run(['organisation', 'export', 'securia'])
    expect(code).toBe(0)
    expect(await run(['organisation', 'apply', write('again.json', out)])).toMatchObject({ code: 0, out: 'Applied: securia, version 2.\n' })
    expect(await run(['organisation', 'export', 'nobody'])).toMatchObject({ code: 2, complaint: 'There is no organisation "nobody".\n' })
  })

  it('refuses a broken file whole, by place', async () => {
    expect(await run(['organisation', 'apply', write('broken.json', '{')])).toMatchObject({ code: 2 })
    const { code, complaint } = await run([
      'organisation',
      'apply',
      write('wrong.json', JSON.stringify({ slug: 'x y', settings: { ...presets.securia, country: 'Sverige' } })),
    ])
    expect(code).toBe(2)
    expect(complaint).toContain('slug: ')
    expect(complaint).toContain('settings.country: ')
  })
})

describe('people', () => {
  const header = 'memberNumber,username,email,givenName,language'
  const take = (text: string, ...more: string[]) => run(['people', 'import', write('people.csv', text), '--organisation', 'securia', ...more])

  it('imports with 0 when all is done, 1 when some of it was refused, each said, and 2 when nothing was', async () => {
    const file = `${header}\n1,anna,anna@example.org,Anna,sv\n2,bo,,Bo,`
    expect(await take(file, '--dry-run')).toMatchObject({ code: 0, out: 'Dry run, nothing was written: 2 rows, 2 new, 0 changed, 0 unchanged, 0 refused.\n' })
    expect(await take(file)).toMatchObject({ code: 0, out: '2 rows, 2 new, 0 changed, 0 unchanged, 0 refused.\n' })
    expect(await take(file)).toMatchObject({ code: 0, out: '2 rows, 0 new, 0 changed, 2 unchanged, 0 refused.\n' })
    const some = await take(`${header}\n3,cy,nobody,Cy,xx\n4,di,,Di,`)
    expect(some).toMatchObject({ code: 1 })
    expect(some.out).toBe(
      'line 2, email: refused: This is not an e-mail address.\nline 2, language: refused: The organisation does not have this language. It has: sv.\n2 rows, 1 new, 0 changed, 0 unchanged, 1 refused.\n',
    )
    expect((await take(`${header}\n5,,x,,`)).code).toBe(2)
    const unknown = await take('username,shoeSize\nx,43')
    expect(unknown).toMatchObject({ code: 2, out: '' })
    expect(unknown.complaint).toMatch(
      /These columns are unknown: "shoeSize"\. Rename or remove them in the header row\. The file may have: memberNumber, .*, formerUsername\.\n$/,
    )
    expect(await run(['people', 'import', join(folder, 'none.csv'), '--organisation', 'securia'])).toMatchObject({ code: 2 })
  })

  it('shows one person to a reader and to a script, and leaves it in the audit', async () => {
    const shown = await run(['people', 'show', 'ANNA', '--organisation', 'securia', '--json'])
    expect(shown.code).toBe(0)
    expect(JSON.parse(shown.out)).toMatchObject({
      memberNumber: '1',
      username: 'anna',
      givenName: 'Anna',
      groups: [],
      roles: [],
      password: { hasPassword: false },
    })
    expect((await run(['people', 'show', '1', '--organisation', 'securia'])).out).toMatch(/^givenName +Anna$/m)
    expect(await run(['people', 'show', 'nobody', '--organisation', 'securia'])).toMatchObject({ code: 2, out: '' })
    expect(await reveal(test.deps.db).auditEvent.count({ where: { act: 'desk.person-viewed' } })).toBe(2)
  })

  it('unlocks an account with a reason that the audit keeps', async () => {
    const anna = await reveal(test.deps.db).person.findFirstOrThrow({ where: { username: 'anna' } })
    const at = new Date()
    await reveal(test.deps.db).passwordFailure.create({
      data: {
        organisationId: anna.organisationId,
        subjectId: anna.id,
        failures: 10,
        failuresInRow: 10,
        windowStartedAt: at,
        lockedAt: at,
        lockedUntil: new Date(at.getTime() + 900_000),
      },
    })
    expect(JSON.parse((await run(['people', 'show', 'anna', '--organisation', 'securia', '--json'])).out).lock).toMatchObject({ isLocked: true })
    expect(await run(['unlock', 'anna', '--organisation', 'securia', '--reason', 'called, case 412'])).toMatchObject({ code: 0 })
    expect(await reveal(test.deps.db).passwordFailure.count({ where: { subjectId: anna.id, lockedUntil: { gt: at } } })).toBe(0)
    const event = await reveal(test.deps.db).auditEvent.findFirstOrThrow({ where: { act: 'desk.account-unlocked' } })
    expect(event).toMatchObject({ subjectId: anna.id, actorId: null, personal: { reason: 'called, case 412' } })
  })

  it('gives a role and takes it away, with a reason that the audit keeps, and leaves an organisation its last administrator', async () => {
    const db = reveal(test.deps.db)
    const anna = await db.person.findFirstOrThrow({ where: { username: 'anna' } })
    const words = (act: string, ...more: string[]) => ['roles', act, 'anna', '--organisation', 'securia', '--role', 'administrator', ...more]
    expect(await run(words('grant'))).toMatchObject({ code: 2 })
    expect(await run(['roles', 'grant', 'anna', '--organisation', 'securia', '--role', 'king', '--reason', 'x'])).toMatchObject({ code: 2 })
    expect(await run(words('grant', '--reason', 'first of all'))).toMatchObject({ code: 0 })
    const event = await db.auditEvent.findFirstOrThrow({ where: { act: 'role.granted' } })
    expect(event).toMatchObject({ subjectId: anna.id, actorId: null, details: { role: 'administrator', by: 'operator' }, personal: { reason: 'first of all' } })
    expect(await run(words('take', '--reason', 'leaves'))).toMatchObject({ code: 2, complaint: expect.stringContaining('last administrator') })
    await db.roleGrant.deleteMany({ where: { personId: anna.id } })
  })

  it('thaws a frozen account with a reason, and nothing that is not frozen', async () => {
    const anna = await reveal(test.deps.db).person.findFirstOrThrow({ where: { username: 'anna' } })
    const words = ['thaw', 'anna', '--organisation', 'securia', '--reason', 'called, case 412']
    expect(await run(words)).toMatchObject({ code: 2 })
    await reveal(test.deps.db).person.updateMany({ where: { id: anna.id }, data: { status: 'frozen' } })
    expect(await run(words)).toMatchObject({ code: 0 })
    expect((await reveal(test.deps.db).person.findFirstOrThrow({ where: { id: anna.id } })).status).toBe('active')
    const event = await reveal(test.deps.db).auditEvent.findFirstOrThrow({ where: { act: 'desk.account-thawed' } })
    expect(event).toMatchObject({ subjectId: anna.id, actorId: null, personal: { reason: 'called, case 412' } })
  })

  it('goes on after being killed in the middle, and doubles nobody', async () => {
    const register = join(folder, 'register.csv')
    await makeRegister(register, 60_000)
    const words = ['people', 'import', register, '--organisation', 'securia']
    const child = spawn(process.execPath, [...command, ...words], {
      cwd: root,
      env: { ...bare, DATABASE_URL: test.url },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    await new Promise<void>((done) => {
      child.stderr.on('data', (text) => {
        // tsx runs the command as a child of its own: the group is killed
        if (String(text).includes('merging')) process.kill(-Number(child.pid), 'SIGKILL')
      })
      child.once('exit', () => done())
    })
    const half = await reveal(test.deps.db).person.count({ where: { city: { not: '' } } })
    expect(half).toBeLessThan(60_000)
    const again = await run(words)
    expect(again).toMatchObject({ code: 0, out: 'Gone on from where it was stopped: 60000 rows, 60000 new, 0 changed, 0 unchanged, 0 refused.\n' })
    expect(await reveal(test.deps.db).person.count({ where: { city: { not: '' } } })).toBe(60_000)
  })
})

describe('backup and restore', () => {
  const file = join(folder, 'porten.backup.gz')
  const emptyUrl = () => test.url.replace(/[^/]+$/, 'porten_restored')
  const rowsOf = async (url: string) => {
    const { listTables } = await import('./backup-format')
    const { default: pg } = await import('pg')
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    const digests: Record<string, string> = {}
    for (const { table } of await listTables(client))
      digests[table] = (await client.query(`SELECT md5(coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '')) AS digest FROM "${table}" t`)).rows[0].digest
    await client.end()
    return digests
  }
  /** As many rows as PostgreSQL reckons with when it plans. */
  const rowsInPlan = async (url: string, table: string) => {
    const { default: pg } = await import('pg')
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    const { rows } = await client.query('SELECT reltuples FROM pg_class WHERE oid = $1::regclass', [table])
    await client.end()
    return rows[0].reltuples
  }
  beforeAll(async () => {
    await reveal(test.deps.db).person.updateMany({
      where: { username: 'anna' },
      data: { street: 'tab\there, back\\slash, "quote", line\nend, \u2028, \\.', selfChanged: ['street', 'a,b'] },
    })
    await asAdministrator('CREATE DATABASE porten_restored TEMPLATE porten')
  })
  afterAll(() => asAdministrator('DROP DATABASE porten_restored WITH (FORCE)'))

  it('refuses a backup that is cut, has lost rows, or is none, and leaves the database empty', async () => {
    expect(await run(['backup', file])).toMatchObject({ code: 0 })
    expect(statSync(file).mode & 0o077).toBe(0)
    const text = gunzipSync(readFileSync(file)).toString('utf8')
    const broken = {
      cut: readFileSync(file).subarray(0, 100_000),
      lost: gzipSync(text.replace(/^[^\n]*anna@example.org[^\n]*\n/m, '')),
      newer: gzipSync(text.replace('"migrations":[', '"migrations":["9999_future",')),
      none: Buffer.from('username\nx\n'),
    }
    for (const [name, bytes] of Object.entries(broken)) {
      const path = join(folder, name)
      writeFileSync(path, bytes)
      const { code, complaint } = await run(['restore', path], { DATABASE_URL: emptyUrl() })
      expect([name, code, complaint.split('\n').length]).toEqual([name, 2, 2])
    }
  })

  it('brings everything back, byte for byte, into an empty database and into no other', async () => {
    expect(await run(['restore', file], { DATABASE_URL: emptyUrl() })).toMatchObject({ code: 0 })
    expect(await rowsInPlan(emptyUrl(), 'persons')).toBeGreaterThan(60_000)
    expect(await rowsOf(emptyUrl())).toEqual(await rowsOf(test.url))
    expect(await run(['audit', 'verify'], { DATABASE_URL: emptyUrl(), AUTH_SECRET: 'the secret of this installation, which nobody else has' })).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^securia: \d+ events, whole, head [0-9a-f]{64}\n$/),
    })
    const again = await run(['restore', file])
    expect(again).toMatchObject({ code: 2, complaint: expect.stringContaining('The database is not empty') })
  })
})
