import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { commands } from '@/e2e/support/commands'
import { testDatabase } from '@/e2e/support/database'
import { inventClient, inventOrganisation, inventPerson, sentMessages } from '@/e2e/support/invented'
import { firstPasswordIn, readPdf } from '@/e2e/support/read-pdf'
import { reveal } from '@/lib/core/prisma'
import { submitFirstPassword } from '@/lib/flows/first-password/use-first-password'
import type { Organisation } from '@/lib/organisations/schema'

const test = testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'porten-test-'))
afterAll(() => rmSync(folder, { recursive: true }))
const root = fileURLToPath(new URL('../..', import.meta.url))
const command = ['--import', join(root, 'node_modules/tsx/dist/loader.mjs'), join(root, 'scripts/porten.ts')]
// Each command is a process of its own, and other tests may run beside.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const secret = process.env.AUTH_SECRET ?? ''
const environment = (): NodeJS.ProcessEnv => ({
  NODE_ENV: 'production',
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  DATABASE_URL: test.url,
  AUTH_SECRET: secret,
  BASE_URL: 'https://portal.example.org',
})
const sharedProcess = commands()
const porten = (words: string[], env: Record<string, string | undefined> = {}) => sharedProcess(words, { ...environment(), ...env })
const inUnion = ['--organisation', 'handelsforbundet', '--reason', 'ringte, sak 412']
const send = (...words: string[]) => porten(['first-password', 'send', ...words, ...inUnion])
const at = (name: string) => join(folder, name)

let union: Organisation
let taken = 0
beforeAll(async () => {
  union = await inventOrganisation(test.deps, 'handelsforbundet')
})
async function member(changes: Parameters<typeof inventPerson>[2] = {}) {
  const number = String(90_410_800 + taken++)
  const address = { street: 'Storgata 1', postalCode: '0155', city: 'Oslo', country: 'NO' }
  const names = { username: `ola${number}`, memberNumber: number, mobile: `+4670174${number.slice(-4)}`, email: `m${number}@example.org` }
  const person = await inventPerson(test.deps, union, { ...names, ...address, givenName: 'Ola', familyName: `Nordmann ${number}`, ...changes })
  return { ...person, number }
}
/** The command's clock is the machine's. */
const opens = async (number: string, typed: string) =>
  (await submitFirstPassword({ db: test.deps.db, now: () => new Date() }, union, inventClient(`${number} ${typed}`), number, typed)).ok

describe('first-password send', () => {
  it('writes a letter into a file for its owner alone, and shows the secret to nobody', async () => {
    const ola = await member()
    const path = at('ola.pdf')
    const { code, out, complaint } = await send(ola.number, '--channel', 'letter', '--out', path)
    expect([code, out, complaint]).toEqual([0, `Wrote ${path}: one letter.\n`, ''])
    expect(statSync(path).mode & 0o777).toBe(0o600)
    const pages = await readPdf(path)
    expect(pages).toHaveLength(1)
    expect(pages[0]).toContain('portal.example.org/handelsforbundet/first-password')
    expect(await opens(ola.number, firstPasswordIn(pages[0]?.replace(/ +$/gm, '')))).toBe(true)
    const message = await reveal(test.deps.db).message.findFirstOrThrow({ where: { personId: ola.id, channel: 'letter' } })
    expect(message).toMatchObject({ channel: 'letter', recipient: ola.number, state: 'handed-over', sealedContent: null })
    const event = await reveal(test.deps.db).auditEvent.findFirstOrThrow({ where: { subjectId: ola.id, act: 'first-password.sent' } })
    expect(event).toMatchObject({ actorId: null, details: { by: 'operator', channel: 'letter' }, personal: { reason: 'ringte, sak 412' } })
  })

  it.each(['sms', 'email'] as const)('leaves it to the portal to send by %s, and prints nothing of it', async (channel) => {
    const ola = await member()
    const { code, out, complaint } = await send(ola.number, '--channel', channel)
    expect([code, out, complaint]).toEqual([0, 'A first-time password is on the way.\n', ''])
    const message = (await sentMessages(test.deps)).find(({ recipient }) => recipient === (channel === 'sms' ? ola.mobile : ola.email))
    expect(await opens(ola.number, firstPasswordIn(message?.text))).toBe(true)
  })

  it('writes many letters into one file, says whom it refused and why, and ends with 1; with 2 when there was nobody', async () => {
    const people = [await member(), await member({ street: '' }), await member({ status: 'disabled' }), await member()]
    const [one, homeless, disabled, other] = people
    const ids = at('ids.txt')
    writeFileSync(ids, `\uFEFF${one?.number}\r\n\r\n${homeless?.number}\r\nnobody\r\n${disabled?.number}\r\n ${other?.username} \r\n${one?.email}\r\n`)
    const path = at('many.pdf')
    const { code, out, complaint } = await send('--file', ids, '--channel', 'letter', '--out', path)
    expect([code, out]).toEqual([1, `Wrote ${path}: 2 letters.\n`])
    expect(complaint.split('\n')).toEqual([
      `line 3, ${homeless?.number}: refused: This person has no postal address in the register: street, postal code and city must be there.`,
      'line 4, nobody: refused: Nobody of handelsforbundet has this member number, user name or e-mail address.',
      `line 5, ${disabled?.number}: refused: The account is not active. Make it active first.`,
      `line 7, ${one?.email}: refused: This person was in the file before.`,
      '',
    ])
    const pages = await readPdf(path)
    expect(pages.map((page) => page.match(/Nordmann (\d+)/)?.[1])).toEqual([one?.number, other?.number])
    const none = at('none.pdf')
    expect(await send(homeless?.number ?? '', '--channel', 'letter', '--out', none)).toMatchObject({ code: 2, out: '' })
    writeFileSync(ids, '\n')
    expect(await send('--file', ids, '--channel', 'letter', '--out', none)).toMatchObject({ code: 2, out: '', complaint: 'There was nobody in the file.\n' })
    expect(existsSync(none)).toBe(false)
  })

  it('does nothing without what it needs, says so in one line, and ends with 2', async () => {
    const { number, id } = await member()
    const wrong: [string[], RegExp][] = [
      [[number, '--channel', 'letter'], /^A letter needs --out FILE\.pdf\.\n$/],
      [[number, '--channel', 'letter', '--out', at('no/such/folder.pdf')], /^There is no folder .*\.\n$/],
      [[number, '--channel', 'sms', '--out', at('x.pdf')], /^--out is for letters alone\.\n$/],
      [[number, '--channel', 'pigeon'], /Allowed choices are sms, email, letter/],
      [[number, '--file', at('ids'), '--channel', 'sms'], /^Name one ID/],
      [['--file', at('nowhere'), '--channel', 'sms'], /^There is no file /],
    ]
    for (const [words, complaint] of wrong)
      expect({ words, ...(await send(...words)) }).toEqual({ words, code: 2, out: '', complaint: expect.stringMatching(complaint) })
    expect(await porten(['first-password', 'send', number, '--channel', 'sms', '--organisation', 'handelsforbundet', '--reason', ' '])).toMatchObject({
      code: 2,
    })
    expect((await porten(['first-password', 'send', number, '--channel', 'sms', ...inUnion], { AUTH_SECRET: undefined })).complaint).toContain(
      'AUTH_SECRET: is missing',
    )
    expect(await reveal(test.deps.db).firstPassword.count({ where: { personId: id } })).toBe(0)
  })

  it('killed in the middle leaves no part of a file and loses no letter: the rest is printed later', async () => {
    const people: Awaited<ReturnType<typeof member>>[] = []
    for (let nth = 0; nth < 40; nth++) people.push(await member())
    const ids = at('forty.txt')
    writeFileSync(ids, people.map(({ number }) => number).join('\n'))
    const words = ['first-password', 'send', '--file', ids, '--channel', 'letter', '--out', at('forty.pdf'), ...inUnion]
    const child = spawn(process.execPath, [...command, ...words], { cwd: root, env: environment(), stdio: 'ignore', detached: true })
    const gone = new Promise((done) => child.once('exit', done))
    const waiting = () => reveal(test.deps.db).message.count({ where: { personId: { in: people.map(({ id }) => id) }, channel: 'letter', state: 'queued' } })
    while ((await waiting()) < 10) await new Promise((next) => setTimeout(next, 20))
    process.kill(-Number(child.pid), 'SIGKILL') // tsx runs the command as a child of its own
    await gone
    expect(readdirSync(folder).filter((name) => name.startsWith('forty.pdf'))).toEqual([])
    const left = await waiting()
    const path = at('rest.pdf')
    expect(await porten(['letters', 'print', '--organisation', 'handelsforbundet', '--out', path])).toMatchObject({
      code: 0,
      out: `Wrote ${path}: ${left} letters.\n`,
    })
    expect(await readPdf(path)).toHaveLength(left)
    expect(await porten(['letters', 'print', '--organisation', 'handelsforbundet', '--out', path])).toMatchObject({
      code: 2,
      complaint: 'No letter of handelsforbundet waits.\n',
    })
  })
})
