import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { asFile, onTable, photograph, printSheet } from '@/e2e/support/paper-ballot'
import { asOwner, endElection, letBoxIn, makeElection } from '@/e2e/support/voters'
import { isReceiptOfBox } from '@/lib/ballots/board'
import type { Card } from '@/lib/ballots/card'
import { castBallot, fillBallot } from '@/lib/ballots/cast-ballot'
import { openBoard } from '@/lib/ballots/open-board'
import type { Ballot, Choice, Manifest, Receipt } from '@/lib/ballots/schema'
import { verifyArchive } from '@/lib/ballots/verify-archive'
import { mostBytes } from '@/lib/papers/rules'
import { type Box, boxAt } from './client'
import { fetchArchive } from './count-election'
import { type RunningBox, serveBox } from './serve-box'
import { type BoxDb, closeBoxDb, openBoxDb } from './store'
import { takePaper } from './take-paper'

// Paper ballots that are sent in: counted like any other, and never beside the same card's vote on the screen.

const database = testDatabase()
let running: RunningBox
let box: Box
let db: BoxDb
let url: string

beforeAll(async () => {
  const boxUrl = await letBoxIn(database.url)
  running = await serveBox({ url: boxUrl, port: 0, host: '127.0.0.1', mostInMinute: Number.POSITIVE_INFINITY })
  url = `http://127.0.0.1:${running.port}`
  box = boxAt(url)
  db = openBoxDb(boxUrl, 4)
})
afterAll(async () => {
  await closeBoxDb(db)
  await running.stop()
})

async function openElection(changes: Partial<Manifest> = {}) {
  const made = makeElection(url, { paper: 'last', ...changes })
  expect(await box.open(made.manifest)).toBe(true)
  return { ...made, election: made.manifest.election }
}

const pictureOf = async (election: string, card: Card, crosses: { x: number; y: number }[] = []) =>
  asFile(photograph(await printSheet({ election, card, language: 'nb' }, { crosses }), { corners: onTable, width: 1500, height: 2000 }))
    .jpeg()
    .toBuffer()

/** As a browser without a script sends a form. */
async function upload(files: (Uint8Array | string)[], { lang = 'en', headers = {} as Record<string, string> } = {}) {
  const form = new FormData()
  for (const file of files) form.append('picture', new Blob([file as BlobPart]), 'IMG_0001.jpg')
  const answer = await fetch(`${url}/paper?lang=${lang}`, { method: 'POST', body: form, headers })
  return { status: answer.status, headers: answer.headers, html: await answer.text() }
}

const send = async (election: string, ballot: Ballot) =>
  (await (await fetch(`${url}/e/${election}/ballot`, { method: 'POST', body: JSON.stringify(ballot) })).json()) as { outcome: string; free?: number }

describe('a picture that is sent in', () => {
  test('is cast under its own card, gets a receipt and a code that is found, and sent again is the same ballot', { timeout: 300_000 }, async () => {
    const { election, manifest, makeCard } = await openElection()
    const picture = await pictureOf(election, await makeCard())
    const page = await upload([picture])
    expect(page.status).toBe(200)
    expect(page.html).toContain('The ballot is in the box.')
    const code = page.html.match(/class="code">([0-9A-Z-]{19})</)?.[1] ?? ''
    const receipt = JSON.parse((page.html.match(/class="bytes">([^<]+)</)?.[1] ?? '').replaceAll('&quot;', '"')) as Receipt
    expect(isReceiptOfBox(manifest.receiptKey, receipt)).toBe(true)

    const again = await fetch(`${url}/paper`, { method: 'POST', body: picture as BodyInit, headers: { 'content-type': 'application/octet-stream' } })
    expect(await again.json()).toEqual([{ code, language: 'nb', title: manifest.title, receipt }])
    const both = await Promise.all([upload([picture]), upload([picture])])
    for (const { html } of both) expect(html).toContain(code)
    expect(await asOwner(database.url, `SELECT FROM box.inbox WHERE election = '${election}'`)).toHaveLength(1)

    const look = async (typed: string) => (await fetch(`${url}/paper/check?lang=en&code=${encodeURIComponent(typed)}`)).text()
    expect(await look(code)).toContain('waits to come up on the board')
    expect(await look(code.toLowerCase().replaceAll('-', ' '))).toContain('waits to come up on the board')
    expect(await look('AAAA-AAAA-AAAA-AAAA')).toContain('There is no ballot with that code')
    expect(await look('<b>')).toContain('The code has 16 letters')
    await endElection(database.url, election)
    await box.close(election)
    expect(await look(code)).toContain('is on the board')
    expect((await upload([picture])).html).toContain(code)
    expect((await upload([await pictureOf(election, await makeCard())])).html).toContain('had closed before')
  })

  test('of another vote, of none with paper, with a card of nobody or of no use is refused in words, and nothing is kept', { timeout: 300_000 }, async () => {
    const { election, makeCard } = await openElection()
    const screen = await openElection({ paper: 'none' })
    const stranger = makeElection(url)
    const says = async (file: Uint8Array | string, words: string) => {
      const { status, html } = await upload([file])
      expect(html).toContain(words)
      expect(status).toBe(422)
    }
    await says(await pictureOf(screen.election, await screen.makeCard()), 'In this vote everybody votes on the screen')
    await says(await pictureOf(stranger.manifest.election, await stranger.makeCard()), 'belongs to a vote that is not here')
    await says(await pictureOf(election, await stranger.makeCard()), 'no voting card of ours')
    await says('hello', 'no picture and no PDF')
    await says((await pictureOf(election, await makeCard())).subarray(0, 40_000), 'broken, cut off or too large')
    await says('', 'Choose a picture')
    await says('x'.repeat(mostBytes + 1), 'larger than 25 MB')
    const early = await openElection({ opensAt: new Date(Date.now() + 60_000).toISOString() })
    await says(await pictureOf(early.election, await early.makeCard()), 'has not opened yet')
    expect(await asOwner(database.url, `SELECT FROM box.inbox WHERE election = ANY('{${[election, screen.election, early.election]}}')`)).toEqual([])
    // Several at once: each has its own answer.
    const card = await makeCard()
    const { html } = await upload(['hello', await pictureOf(election, card)], { lang: 'sv' })
    expect(html).toContain('Röstsedel 2')
    expect(html).toContain('Rösten ligger i valurnan.')
  })

  test('from one address alone keeps nobody else from voting: a picture counts as many ballots', async () => {
    const small = await serveBox({ url: await letBoxIn(database.url), port: 0, host: '127.0.0.1', mostInMinute: 45 })
    const send = async () => {
      const form = new FormData()
      form.append('picture', new Blob(['hello']))
      const answer = await fetch(`http://127.0.0.1:${small.port}/paper?lang=en`, { method: 'POST', body: form })
      return { status: answer.status, html: await answer.text() }
    }
    expect([(await send()).status, (await send()).status]).toEqual([422, 422])
    expect(await send()).toMatchObject({ status: 429, html: expect.stringContaining('Wait a minute') })
    await small.stop()
  })

  test('meets a page without script, cookie or address of anybody, in four languages', async () => {
    for (const [lang, title] of [
      ['sv', 'Skicka in din röstsedel'],
      ['nb', 'Send inn stemmeseddelen din'],
      ['fi', 'Lähetä äänestyslippusi'],
      ['en', 'Send in your paper ballot'],
    ]) {
      const answer = await fetch(`${url}/paper`, { headers: { 'accept-language': `${lang}-XX,de;q=0.5`, cookie: 'a=b' } })
      const html = await answer.text()
      expect(html).toContain(`<h1>${title}</h1>`)
      expect(html).not.toMatch(/<script|https?:/)
      expect(answer.headers.get('set-cookie')).toBeNull()
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
      expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/)
    }
  })
})

// A card that votes on paper and on the screen, in any order, under each rule: one ballot counts, and it is the model’s.
const rules = ['last', 'paper', 'first'] as const
const deeds = fc.array(fc.record({ on: fc.constantFrom('paper' as const, 'screen' as const), choice: fc.constantFrom<Choice>([], [0], [1]) }), {
  minLength: 1,
  maxLength: 5,
})

/** What a card counts for after `done`: by `last` the last that was taken, by `paper` the last paper if there is one, by `first` the first. */
function model(rule: (typeof rules)[number], revote: boolean, done: { on: 'paper' | 'screen'; choice: Choice }[]) {
  let counted: { on: 'paper' | 'screen'; choice: Choice } | null = null
  return {
    outcomes: done.map((deed) => {
      const isRefused =
        counted && (rule === 'first' || (rule === 'paper' ? (counted.on === 'paper' && deed.on === 'screen') || (counted.on === deed.on && !revote) : !revote))
      if (isRefused) return false
      counted = deed
      return true
    }),
    counted: () => counted,
  }
}

test('one card counts once, on paper and on the screen, whatever comes in which order (P1, P2, P3, P4)', { timeout: 7_200_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...rules), fc.boolean(), fc.array(deeds, { minLength: 1, maxLength: 4 }), async (paper, revote, people) => {
      const { election, manifest, sealSecret, makeCard } = await openElection({ paper, revote, eligible: people.length })
      const onPaper = new Map<string, Choice>()
      const expected: { on: 'paper' | 'screen'; choice: Choice }[] = []
      for (const done of people) {
        const card = await makeCard()
        const { outcomes, counted } = model(paper, revote, done)
        let seq = 0
        for (const [at, { on, choice }] of done.entries()) {
          let isTaken: boolean
          if (on === 'paper') {
            const image = crypto.getRandomValues(new Uint8Array(64))
            const taken = await takePaper(db, { sheet: { election, card, language: 'sv', image } })
            isTaken = !('problem' in taken)
            if (!isTaken) expect(taken).toMatchObject({ problem: 'spent' })
            onPaper.set(Buffer.from(image).toString('base64url'), choice)
          } else {
            const contents = fillBallot([choice, [2, 0]])
            let answer = await send(election, castBallot(manifest, card, seq + 1, contents))
            if (answer.outcome === 'stale' && answer.free) answer = await send(election, castBallot(manifest, card, answer.free, contents))
            isTaken = answer.outcome === 'taken'
            if (isTaken) seq++
          }
          expect({ at, isTaken }).toEqual({ at, isTaken: outcomes[at] })
        }
        const last = counted()
        if (last) expected.push(last)
      }
      await endElection(database.url, election)
      const heads = (await box.close(election)) && (await box.heads(election))
      const board = async function* () {
        for (const { batch } of heads ?? []) yield* box.batch(election, batch)
      }
      const readPaper = (image: string): Choice[] | null => {
        const choice = onPaper.get(image)
        // What is blank here stands for a sheet that nobody could read.
        return choice?.length ? [choice, [2, 0]] : null
      }
      await box.publish(election, await openBoard(manifest, sealSecret, board, [], { readPaper }))
      const archive = await fetchArchive(box, manifest)
      if (!archive) throw new Error('no archive')
      const verdict = await verifyArchive(archive)
      expect(verdict.problems).toEqual([])
      const unread = expected.filter(({ on, choice }) => on === 'paper' && choice.length === 0).length
      const votes = [0, 1].map((option) => expected.filter(({ choice }) => choice[0] === option).length)
      expect(verdict).toMatchObject({ ballots: people.length, undecipherable: unread, cards: people.length })
      expect(verdict.counts[0]).toMatchObject({ ballots: people.length - unread, votes })
      expect(new Set(archive.opened.filter(({ question }) => question === 0).map(({ nonce }) => nonce)).size).toBe(people.length - unread)
    }),
    { numRuns: process.env.LONG === '1' ? 150 : 12 },
  )
})
