import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { firstPasswordIn, readPdf } from '@/e2e/support/read-pdf'
import { reveal } from '@/lib/core/prisma'
import { deliverMessage } from './deliver-message'
import { openChannels } from './open-channels'
import { someEnvironment, someOrganisation } from './organisation.fixture'
import { printLetters } from './print-letters'
import { queueMessage } from './queue-message'
import { sweepMessages } from './sweep-messages'
import { withdrawLetters } from './withdraw-letters'

const test = testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'porten-letters-'))
afterAll(() => rmSync(folder, { recursive: true }))
const day = 86_400_000
let organisation = someOrganisation()
let path = ''
beforeEach(() => {
  organisation = someOrganisation({ limits: { messagesPerRecipientPer10Minutes: 1_000, messagesPerPersonPerDay: 1_000 } })
  path = join(folder, `${organisation.id}.pdf`)
})

async function queued(nth = 1, more: Partial<Parameters<typeof queueMessage>[1]> = {}) {
  const message = await queueMessage(test.deps, {
    organisation,
    personId: null,
    channel: 'letter',
    recipient: String(90_410_000 + nth),
    language: 'nb',
    template: 'first-password',
    values: { name: `Kari ${nth}`, secret: 'ABCD-EFGH-JKLM', until: new Date(test.clock.at.getTime() + 21 * day), isErased: 'yes', known: 'number' },
    link: 'https://portal.example.org/kristinehov/first-password',
    address: [`Kari ${nth} Nordmann`, 'Storgata 1', '0155 OSLO'],
    holdsSecret: true,
    staleAt: new Date(test.clock.at.getTime() + 21 * day),
    ...more,
  })
  if (!message.ok) throw new Error(message.failure)
  return message.value.messageId
}
const row = (id: string) => reveal(test.deps.db).message.findFirstOrThrow({ where: { id } })
const print = (more: { messageIds?: string[] } = {}) => printLetters(test.deps, { organisation, path, ...more })
const onlyFiles = () => readdirSync(folder).filter((name) => name.startsWith(organisation.id))

describe('letters that are printed', () => {
  it('come as one file that nobody else may read, a page each in the order of their queue, and are out of the database then', async () => {
    const ids = []
    for (let nth = 1; nth <= 60; nth++) {
      ids.push(await queued(nth))
      test.clock.forward(1)
    }
    expect(await print()).toBe(60)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    const pages = await readPdf(path)
    expect(pages.map((text) => text.match(/Kari (\d+) Nordmann/)?.[1])).toEqual(ids.map((_, index) => String(index + 1)))
    expect(readFileSync(path, 'latin1')).not.toContain('/StructTreeRoot') // a pile's structure would all be in memory
    for (const id of ids) expect(await row(id)).toMatchObject({ state: 'handed-over', sealedContent: null })
    expect(await print()).toBe(0)
    expect(onlyFiles()).toEqual([`${organisation.id}.pdf`])
  })

  it('come out once, also when two print at once', async () => {
    for (let nth = 1; nth <= 60; nth++) await queued(nth)
    const other = `${path}.other`
    const counts = await Promise.all([print(), printLetters(test.deps, { organisation, path: other })])
    expect(counts[0] + counts[1]).toBe(60)
    const pages = [...(counts[0] ? await readPdf(path) : []), ...(counts[1] ? await readPdf(other) : [])]
    expect(new Set(pages.map((text) => text.match(/Kari (\d+) /)?.[1])).size).toBe(60)
  })

  it('are those that were asked for, and no other organisation’s', async () => {
    const [one, other] = [await queued(1), await queued(2)]
    const elsewhere = someOrganisation()
    expect(await printLetters(test.deps, { organisation: elsewhere, messageIds: [one], path })).toBe(0)
    expect(await print({ messageIds: [one] })).toBe(1)
    expect(await row(other)).toMatchObject({ state: 'queued' })
  })

  it('wait on when the file cannot be written, and leave no part of one', async () => {
    const id = await queued()
    await expect(printLetters(test.deps, { organisation, path: join(folder, 'nowhere', 'x.pdf') })).rejects.toThrow('ENOENT')
    await expect(printLetters(test.deps, { organisation, path: folder })).rejects.toThrow() // a folder cannot be replaced
    expect(existsSync(`${folder}.${process.pid}.unfinished`)).toBe(false)
    expect(await row(id)).toMatchObject({ state: 'queued' })
    expect(await print()).toBe(1)
  })

  it('wait again after a crash in the middle, until half an hour has gone', async () => {
    const id = await queued()
    await reveal(test.deps.db).message.updateMany({
      where: { id },
      data: { state: 'handing-over', attempts: 1, nextAttemptAt: new Date(test.clock.at.getTime() + 1) },
    })
    test.clock.forward(2)
    await sweepMessages(test.deps, { isContentKept: false })
    expect(await row(id)).toMatchObject({ state: 'queued' })
    expect(await print()).toBe(1)
  })

  it('cannot be read by whoever reads the database, nor printed under another AUTH_SECRET', async () => {
    const id = await queued()
    const { sealedContent } = await row(id)
    expect(Buffer.from(sealedContent ?? []).toString('latin1')).not.toContain('ABCD')
    await reveal(test.deps.db).message.updateMany({ where: { id }, data: { sealedContent: Buffer.alloc(64) } })
    expect(await print()).toBe(0)
    expect(await row(id)).toMatchObject({ state: 'given-up', failure: 'unreadable' })
    expect(onlyFiles()).toEqual([])
  })
})

describe('letters that nobody prints', () => {
  const deliver = async (messageId: string) => {
    const given: string[] = []
    const channels = openChannels(someEnvironment())
    const onGivenUp = async (_deps: unknown, message: { failure: string }) => void given.push(message.failure)
    await deliverMessage(test.deps, { organisationId: organisation.id, messageId }, { channels, onGivenUp })
    return given
  }
  const dueIn = async (id: string) =>
    (
      await reveal(test.deps.db).$queryRaw<
        { days: number }[]
      >`SELECT extract(epoch FROM run_at - now())::float / 86400 AS days FROM graphile_worker.jobs WHERE key LIKE ${`%${id}`}`
    )[0]?.days

  it('are given up, loudly and emptied, on the day when they are worth nothing', async () => {
    const id = await queued()
    expect(await dueIn(id)).toBeCloseTo(21, 1)
    test.clock.forward(21 * day)
    expect(await print()).toBe(0)
    expect(await deliver(id)).toEqual(['stale'])
    expect(await row(id)).toMatchObject({ state: 'given-up', failure: 'stale', sealedContent: null })
  })

  it('are withdrawn when another takes their place, and only those', async () => {
    const [kari, ola] = [crypto.randomUUID(), crypto.randomUUID()]
    const [hers, his] = [await queued(1, { personId: kari }), await queued(2, { personId: ola })]
    await withdrawLetters(test.deps, organisation.id, kari, 'first-password')
    expect(await row(hers)).toMatchObject({ state: 'given-up', failure: 'replaced', sealedContent: null })
    expect(await row(his)).toMatchObject({ state: 'queued' })
  })
})

describe('a page', () => {
  const pageOf = async (more: Partial<Parameters<typeof queueMessage>[1]>) => {
    const messageIds = [await queued(1, more)]
    await print({ messageIds })
    const pages = await readPdf(path)
    expect(pages).toHaveLength(1)
    return pages[0] ?? ''
  }

  it.each([
    ['sv', 'Förstagångslösenord', /lösenord|kod|pin/i],
    ['nb', 'Førstegangspassord', /passord|kode|pin\b/i],
    ['fi', 'Ensisalasana', /salasana|koodi|pin\b/i],
    ['en', 'First-time password', /password|code|pin\b/i],
  ] as const)('in %s has "%s: " on a line of its own, and no word for it before', async (language, label, word) => {
    const page = await pageOf({ language })
    const [before = ''] = page.split(`${label}: `)
    expect(page).toMatch(new RegExp(`^\\s*${label}: ABCD-EFGH-JKLM\\s*$`, 'm'))
    expect(before).not.toMatch(word)
    for (const said of ['Kari 1 Nordmann', '0155 OSLO', 'portal.example.org/', 'Kristinehovs kommun', '08-465 004 00']) expect(page).toContain(said)
  })

  it('shows every letter of the Nordic languages, in fonts that it carries', async () => {
    const names = ['Åsa Öberg Ærøskøbing', 'Máret Ŋuvttos Čáhppe Š Ž Đ Ŧ', 'Šćepan Đorđević']
    expect(await pageOf({ address: names })).toEqual(expect.stringMatching(new RegExp(names.join('[\\s\\S]*'))))
    const pdf = readFileSync(path, 'latin1')
    expect(pdf).not.toContain('Helvetica')
    expect(pdf.match(/\/FontFile2/g)?.length).toBeGreaterThanOrEqual(3)
  })

  it('says its language and title, and carries its structure for screen readers', async () => {
    await pageOf({})
    const pdf = readFileSync(path, 'latin1')
    for (const said of ['/MarkInfo', '/StructTreeRoot', '/Lang (nb)', '/DisplayDocTitle true', '/S /H1', '/S /Figure', '/Alt']) expect(pdf).toContain(said)
  })

  it('stays one page with the longest names and addresses, and its secret in one line', async () => {
    const long = 'Långa-Namnet-Utan-Slut '.repeat(9)
    const page = await pageOf({
      values: { name: long, secret: 'ABCD-EFGH-JKLM', until: test.clock.at, isErased: 'yes', known: 'number' },
      address: [long, long, long, long, 'FINLAND'],
      link: `https://${'lång-adress.'.repeat(12)}example.org/kristinehov/first-password`,
    })
    expect(firstPasswordIn(page.replace(/ +$/gm, ''))).toBe('ABCD-EFGH-JKLM')
    expect(page).toContain('08-465 004 00')
  })
})
