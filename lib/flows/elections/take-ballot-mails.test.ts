import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { startImapServer } from '@/e2e/support/imap-server'
import { asFile, onTable, photograph, printSheet } from '@/e2e/support/paper-ballot'
import { startSmtpServer } from '@/e2e/support/smtp-server'
import { asOwner, letBoxIn, makeElection, type TestElection } from '@/e2e/support/voters'
import { isReceiptOfBox } from '@/lib/ballots/board'
import type { Card } from '@/lib/ballots/card'
import type { Receipt } from '@/lib/ballots/schema'
import { boxAt } from '@/lib/box/client'
import { type RunningBox, serveBox } from '@/lib/box/serve-box'
import * as env from '@/lib/core/env'
import * as logs from '@/lib/core/log'
import { ballotMail } from './ballot-mail'
import { takeBallotMails } from './take-ballot-mails'

// Paper ballots by e-mail, from a real mailbox through the real box to a real mail server.

const database = testDatabase()
let running: RunningBox
let imap: Awaited<ReturnType<typeof startImapServer>>
let smtp: Awaited<ReturnType<typeof startSmtpServer>>
let settings: ReturnType<typeof env.environment>
let election: TestElection
const from = 'Kari Nordmann <kari.nordmann@example.org>'
const to = 'ballots@example.org'

beforeAll(async () => {
  running = await serveBox({ url: await letBoxIn(database.url), port: 0, host: '127.0.0.1' })
  smtp = await startSmtpServer()
  election = makeElection(`http://127.0.0.1:${running.port}`, { paper: 'last' })
  await boxAt(election.manifest.box).open(election.manifest)
})
afterAll(async () => {
  await running.stop()
  await smtp.stop()
})
beforeEach(async () => {
  imap = await startImapServer()
  settings = { ...env.environment(), BALLOT_BOX_URL: election.manifest.box, IMAP_URL: imap.url, BALLOT_MAIL: to, SMTP_URL: smtp.url, PORTEN_DEMO: false }
  smtp.mails.length = 0
  return () => imap.stop()
})

const pictureOf = async (card: Card) =>
  asFile(photograph(await printSheet({ election: election.manifest.election, card, language: 'nb' }), { corners: onTable, width: 1300, height: 1800 }))
    .jpeg()
    .toBuffer()
const inbox = () => asOwner(database.url, `SELECT encode(ballot_hash, 'hex') AS hash FROM box.inbox WHERE election = '${election.manifest.election}'`)
const answers = () => smtp.mails.map(({ to, subject, text }) => ({ to, subject, text }))

test('a picture that is attached is cast, answered with its receipt, and the letter is gone; nobody’s address is kept', { timeout: 120_000 }, async () => {
  const said: unknown[] = []
  vi.spyOn(logs, 'log').mockReturnValue(
    new Proxy(
      {},
      {
        get:
          () =>
          (...words: unknown[]) =>
            said.push(words),
      },
    ) as ReturnType<typeof logs.log>,
  )
  const picture = await pictureOf(await election.makeCard())
  const logo = await asFile({ data: new Uint8Array(10_000).fill(90), width: 100, height: 100 })
    .png()
    .toBuffer()
  const attachments = [
    { filename: 'logo.png', content: logo },
    { filename: 'IMG_0001.JPG', content: picture },
  ]
  await imap.put({ from, to, subject: 'Min stemme', text: 'Hei!', attachments })
  expect(imap.waiting()).toBe(1)
  await takeBallotMails(settings)
  expect(imap.waiting()).toBe(0)
  expect(await inbox()).toHaveLength(1)
  const [answer] = answers()
  expect(answers()).toHaveLength(1)
  expect(answer).toMatchObject({ to: ['kari.nordmann@example.org'], subject: 'Stemmeseddelen din' })
  expect(answer?.text).toContain('Stemmen ligger i urnen.')
  const receipt = JSON.parse(answer?.text.match(/\{"election".*\}/)?.[0] ?? '{}') as Receipt
  expect(isReceiptOfBox(election.manifest.receiptKey, receipt)).toBe(true)

  // As after a crash before it was removed: the same receipt, and no second ballot.
  await imap.put({ from, to, subject: 'Min stemme', text: 'Hei!', attachments })
  await takeBallotMails(settings)
  expect(answers()[1]?.text).toContain(JSON.stringify(receipt))
  expect(await inbox()).toHaveLength(1)

  const tables = await asOwner(
    database.url,
    `SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) AS name FROM information_schema.tables
     WHERE table_schema IN ('public', 'box', 'graphile_worker') AND table_type = 'BASE TABLE'`,
  )
  for (const { name } of tables) {
    const [row] = await asOwner(database.url, `SELECT coalesce(string_agg(to_jsonb(t)::text, ' '), '') AS rows FROM ${name} t`)
    expect(String(row?.rows)).not.toMatch(/kari\.nordmann|Min stemme/)
  }
  expect(JSON.stringify(said)).not.toMatch(/kari|stemme/i)
  vi.restoreAllMocks()
})

test('what is no ballot is answered with what to do, in the ballot’s language or all of ours; machines are not answered', { timeout: 120_000 }, async () => {
  await imap.put({ from, to, subject: 'Stemme', text: 'Jeg stemmer ja.' })
  await imap.put({ from: 'erik@example.org', to, subject: 'x', text: 'x', attachments: [{ filename: 'a.jpg', content: Buffer.from('no picture') }] })
  await imap.put({ from: 'robot@example.org', to, subject: 'Out of office', text: 'x', headers: { 'Auto-Submitted': 'auto-replied' } })
  const stranger = makeElection(election.manifest.box)
  await imap.put({
    from: 'ola@example.org',
    to,
    subject: 'x',
    text: 'x',
    attachments: [{ filename: 'a.jpg', content: await pictureOf(await stranger.makeCard()) }],
  })
  await takeBallotMails(settings)
  expect(imap.waiting()).toBe(0)
  const [first, second, third] = answers()
  expect(answers()).toHaveLength(3)
  for (const words of ['ingen bild av en röstsedel', 'ikke noe bilde', 'liitteenä', 'no picture of a ballot attached']) expect(first?.text).toContain(words)
  expect(second?.text).toContain('no picture and no PDF')
  expect(third).toMatchObject({ to: ['ola@example.org'], subject: 'Stemmeseddelen din' })
  expect(third?.text).toContain('ikke et gyldig stemmekort')
})

test('a letter stays while the box or the mail server is away, and is taken when they are back', { timeout: 120_000 }, async () => {
  await imap.put({ from, to, subject: 'x', text: 'x', attachments: [{ filename: 'a.jpg', content: await pictureOf(await election.makeCard()) }] })
  const before = (await inbox()).length
  await takeBallotMails({ ...settings, BALLOT_BOX_URL: 'http://127.0.0.1:9' })
  expect([imap.waiting(), answers().length, (await inbox()).length]).toEqual([1, 0, before])
  smtp.mood.isFailing = true
  await takeBallotMails(settings)
  expect([imap.waiting(), answers().length, (await inbox()).length]).toEqual([1, 0, before + 1])
  smtp.mood.isFailing = false
  await takeBallotMails(settings)
  expect([imap.waiting(), answers().length, (await inbox()).length]).toEqual([0, 1, before + 1])
  // A mailbox that is away troubles nobody.
  await takeBallotMails({ ...settings, IMAP_URL: 'imap://a:b@127.0.0.1:9/INBOX' })
})

test('nobody is told to write where nothing is fetched', () => {
  expect(ballotMail(settings)).toBe(to)
  for (const name of ['IMAP_URL', 'BALLOT_BOX_URL'] as const) expect(ballotMail({ ...settings, [name]: undefined })).toBeNull()
})
