import { type ChildProcess, fork, spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { Ballot, Manifest } from '@/lib/ballots/schema'
import { closeDb, openDb } from '@/lib/core/db'
import type { EmbeddedPostgres } from '@/lib/core/embedded-postgres'
import { freePort } from '@/lib/core/embedded-postgres'
import { findCardKey } from '@/lib/elections/card-key'
import { findElection } from '@/lib/elections/find-election'
import { freezeElection } from '@/lib/elections/freeze-election'
import { beginFreeze, createElection } from '@/lib/elections/prepare-election'
import { findOrganisation } from '@/lib/organisations/find-organisation'
import { handelsforbundet } from '@/lib/organisations/presets/handelsforbundet'
import { openSession } from '@/lib/sessions/open-session'
import { cookieNames } from '@/lib/web/cookie-names'
import { type BoxProcess, startBox } from '../scripts/start-box'
import { addressOf, sendJson } from './browser'
import { ask, databaseUrl, fillRegister, folder, freshDatabase, makeOrganisation } from './database'
import { compared, type Finding, interleave, median, percentile } from './measure'
import { memoryOf, root, type Server, startPortal } from './processes'
import type { Counted } from './vote-count'
import type { LimitWish } from './vote-limit'
import type { MakerWish } from './vote-maker'

const slug = 'handelsforbundet'
const lanes = 16

/** A portal and a box with one vote that is open, and its voters. */
type Place = { url: string; portal: Server; box: BoxProcess; organisationId: string; manifest: Manifest; tokenSecret: string; voters: Voter[] }
type Voter = { cookie: string; from: number }

type Sizes = { people: number; rounds: number; ballotsPerRound: number; cardsPerRound: number; rushSeconds: number; looks: number; ballots: number }

export const wholeSizes: Sizes = {
  people: 1_000_000,
  rounds: 7,
  ballotsPerRound: 1_500,
  cardsPerRound: 500,
  rushSeconds: 40,
  looks: 60,
  ballots: 100_000,
}
export const quickSizes: Sizes = { people: 10_000, rounds: 3, ballotsPerRound: 150, cardsPerRound: 100, rushSeconds: 4, looks: 20, ballots: 1_000 }

/** Cards and ballots through HTTP, a rush before the end, a large roll, and everything from the close to the check of the archive. */
export async function benchVotes(server: EmbeddedPostgres, sizes: Sizes, say: (text: string) => void): Promise<Finding[]> {
  const open: { stop: () => Promise<void> }[] = []
  const keep = <Kept extends { stop: () => Promise<void> }>(kept: Kept): Kept => {
    open.push(kept)
    return kept
  }
  try {
    say('votes: making the rolls …')
    const costRounds = 8
    const few = await openVote(server, 'bench_vote_few', { people: 1_000, voters: costRounds * sizes.looks }, keep)
    const many = await openVote(
      server,
      'bench_vote_many',
      { people: sizes.people, voters: costRounds * sizes.looks + (sizes.rounds + 1) * sizes.cardsPerRound + sizes.rushSeconds * 50 },
      keep,
    )
    await fillBoard(many.url, sizes.people)
    const makers = [keep(await startChild('vote-maker')), keep(await startChild('vote-maker'))]
    const findings: Finding[] = []
    say('votes: what casting costs …')
    findings.push(...(await benchRoll(few, many, makers, { ...sizes, rounds: costRounds })))
    say('votes: cards and ballots in a second …')
    findings.push(...(await benchRates(many, makers, sizes, keep)))
    say('votes: a rush …')
    findings.push(...(await benchRush(many, makers, sizes)))
    say(`votes: ${sizes.ballots.toLocaleString('en')} ballots into the box …`)
    findings.push(...(await benchCount(many, makers, sizes)))
    return findings
  } finally {
    for (let last = open.pop(); last; last = open.pop()) await last.stop()
  }
}

type Keep = <Kept extends { stop: () => Promise<void> }>(kept: Kept) => Kept

async function openVote(server: EmbeddedPostgres, name: string, { people, voters }: { people: number; voters: number }, keep: Keep): Promise<Place> {
  await freshDatabase(server, name)
  const url = databaseUrl(server, name)
  await makeOrganisation(url, slug, handelsforbundet)
  await fillRegister(url, slug, people)
  const proxies = { TRUSTED_PROXIES: '127.0.0.0/8, ::1/128' } // each voter from an address of its own
  const box = await startBox(url, await freePort(), { ...process.env, ...proxies, LOG_LEVEL: 'warn' })
  keep({ stop: () => box.kill('SIGTERM') })
  const deps = { db: openDb(url, 8), now: () => new Date() }
  try {
    const organisation = await findOrganisation(deps, slug)
    if (!organisation) throw new Error(`no organisation ${slug}`)
    const id = randomUUID()
    const [officer = ''] = await peopleOf(url, 1)
    const plan = {
      ...planOf(),
      groupIds: [],
      mode: 'sealed',
      isRevotable: true,
      paper: 'none',
      verify: 'content',
      keys: 'portal',
      quorum: 0,
      reminds: false,
    } as const
    await createElection(deps, organisation.id, { id, plan: { ...plan, groupIds: [] }, createdBy: officer })
    await beginFreeze(deps, { organisationId: organisation.id, id, version: 1 }, officer)
    await freezeElection(deps, box.url, slug, { organisationId: organisation.id, id, isTurn: () => true })
    // The day after: everybody has been told that it is open, or the worker would write to them now.
    await ask(url, 'UPDATE elections SET told_at = now()')
    await ask(url, 'VACUUM ANALYZE')
    const manifest = (await findElection(deps, organisation.id, id))?.manifest
    const key = await findCardKey(deps.db, organisation.id, id)
    if (!manifest || !key) throw new Error('the vote is not frozen')
    const known = await signIn(deps, organisation, await peopleOf(url, voters))
    const portal = keep(await startPortal(url, { AUTH_SECRET: process.env.AUTH_SECRET ?? '', BALLOT_BOX_URL: box.url }))
    const tokenSecret = key.export({ format: 'der', type: 'pkcs8' }).toString('base64')
    return { url, portal, box, organisationId: organisation.id, manifest, tokenSecret, voters: known }
  } finally {
    await closeDb(deps.db)
  }
}

const planOf = () => ({
  title: { nb: 'Styret' },
  questions: [
    {
      kind: 'yes-no' as const,
      text: { nb: 'Enig?' },
      options: [{ text: { nb: 'Ja' } }, { text: { nb: 'Nei' } }],
      most: 1,
      seats: 1,
      majority: 'half' as const,
    },
    {
      kind: 'ranked' as const,
      text: { nb: 'Hvem?' },
      options: ['Åse', 'Per', 'Liv'].map((name) => ({ text: { nb: name } })),
      most: 3,
      seats: 1,
      majority: 'most' as const,
    },
  ],
  opensAt: new Date(Date.now() - 60_000),
  closesAt: new Date(Date.now() + 6 * 3_600_000),
})

/** People from all over the roll, as those are who come. */
async function peopleOf(url: string, count: number): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client
    .query('SELECT id FROM (SELECT id, row_number() OVER (ORDER BY md5(id::text)) AS place FROM persons) p WHERE place <= $1', [count])
    .finally(() => client.end())
  return rows.map(({ id }) => id)
}

type Deps = Parameters<typeof openSession>[0]

async function signIn(deps: Deps, organisation: NonNullable<Awaited<ReturnType<typeof findOrganisation>>>, people: string[]): Promise<Voter[]> {
  const voters: Voter[] = []
  const lane = async () => {
    for (let personId = people.pop(); personId; personId = people.pop()) {
      const from = people.length
      const client = { address: addressOf(from), isInside: false, userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0', device: randomUUID() }
      const { token } = await openSession(deps, { organisation, personId, roles: [], wishesToBeRemembered: false, factors: ['password'], client })
      voters.push({ cookie: `${cookieNames.session(slug)}=${token}`, from })
    }
  }
  await Promise.all(Array.from({ length: 8 }, lane))
  return voters
}

/** As many ballots of another vote as people stand on the roll: its box has seen elections. */
async function fillBoard(url: string, rows: number): Promise<void> {
  const election = randomUUID()
  await ask(
    url,
    `SET synchronous_commit = off;
     INSERT INTO box.board (election, batch, pos, ballot_hash, token_pk, seq, sealed, sig, token_msg, token_sig)
       SELECT '${election}', 0, n, sha256(int4send(n)), sha256(int4send(-n)), 1, sha256(int4send(n)), '', '', '' FROM generate_series(1, ${rows}) n`,
  )
  await ask(url, 'VACUUM ANALYZE box.board')
  await ask(url, 'CHECKPOINT')
}

type Child = { process: ChildProcess; stop: () => Promise<void> }

async function startChild(name: 'vote-maker' | 'vote-limit', ...words: string[]): Promise<Child> {
  const child = fork(`${root}bench/${name}.ts`, words, { execArgv: ['--import', 'tsx'], serialization: 'advanced' })
  await once(child, 'message')
  return { process: child, stop: async () => void (child.connected && child.disconnect()) }
}

function answerOf<Answer>({ process: child }: Child, wish: MakerWish | LimitWish): Promise<Answer> {
  return new Promise((answer, refuse) => {
    const ended = () => refuse(new Error('a process of the benchmark ended'))
    child.once('exit', ended)
    child.once('message', (message) => {
      child.removeListener('exit', ended)
      answer(message as Answer)
    })
    child.send(wish)
  })
}

async function makeBallots(makers: Child[], { manifest, tokenSecret }: Place, count: number): Promise<Ballot[]> {
  const share = Math.ceil(count / makers.length)
  const made = await Promise.all(makers.map((maker) => answerOf<Ballot[]>(maker, { manifest, tokenSecret, count: share })))
  return made.flat().slice(0, count)
}

/** A blinded card is a number below the key's; any one will do for whoever signs it. */
const blindedCard = () => Buffer.concat([Buffer.from([0]), randomBytes(255)]).toString('base64url')

async function cast({ manifest }: Place, ballot: Ballot, from: number): Promise<void> {
  const { status, body } = await sendJson(`${manifest.box}/e/${manifest.election}/ballot`, ballot, from)
  if (status !== 200) throw new Error(`a ballot was answered ${status} ${body}`)
}

async function collect({ portal, manifest }: Place, { cookie, from }: Voter): Promise<void> {
  const headers = { Cookie: cookie, Origin: portal.url, 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0' }
  const { status, body } = await sendJson(`${portal.url}/${slug}/votes/${manifest.election}/card`, { blinded: blindedCard() }, from, headers)
  if (status !== 200) throw new Error(`a card was answered ${status} ${body.slice(0, 300)}`)
}

const next = (place: Place): Voter => {
  const voter = place.voters.pop()
  if (!voter) throw new Error('no voter is left')
  return voter
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** One voter at a time, where few stand on the roll and where many do. */
async function benchRoll(few: Place, many: Place, makers: Child[], { rounds, looks, people }: Sizes): Promise<Finding[]> {
  const card = (place: Place) => async () => {
    const times: number[] = []
    for (let look = 0; look < looks; look++) times.push(await timed(() => collect(place, next(place))))
    return median(times)
  }
  const ballot = (place: Place) => async () => {
    const times: number[] = []
    for (const one of await makeBallots(makers, place, looks)) times.push(await timed(() => cast(place, one, times.length)))
    return median(times)
  }
  const sides = { cardMany: card(many), cardFew: card(few), ballotMany: ballot(many), ballotFew: ballot(few) }
  const seen = await interleave(rounds, sides)
  const later = (times: number[]) => times.slice(1) // the first round warms up
  const both = (cards: number[], ballots: number[]) => later(cards).map((time, round) => time + (later(ballots)[round] ?? Number.NaN))
  const against = `with ${people.toLocaleString('en')} on the roll, against 1,000`
  return [
    compared('votes', `median of a card and a ballot ${against}`, 'ms', both(seen.cardMany, seen.ballotMany), both(seen.cardFew, seen.ballotFew), {
      atMost: 1.2,
    }),
    compared('votes', `median of a card alone ${against}`, 'ms', later(seen.cardMany), later(seen.cardFew), null),
    compared('votes', `median of a ballot alone ${against}`, 'ms', later(seen.ballotMany), later(seen.ballotFew), null),
  ]
}

async function benchRates(place: Place, makers: Child[], { rounds, ballotsPerRound, cardsPerRound }: Sizes, keep: Keep): Promise<Finding[]> {
  const limit = keep(await startChild('vote-limit', place.url))
  const { manifest, tokenSecret } = place
  const bare = (wish: Pick<LimitWish, 'ballots' | 'blinded'>) => answerOf<number>(limit, { manifest, tokenSecret, lanes, ...wish })
  const ballots = async () => {
    const made = await makeBallots(makers, place, ballotsPerRound)
    return rate(made, (ballot, at) => cast(place, ballot, at))
  }
  const cards = async () =>
    rate(
      Array.from({ length: cardsPerRound }, () => next(place)),
      (voter) => collect(place, voter),
    )
  const seen = await interleave(rounds + 1, {
    bareBallots: async () => bare({ ballots: await makeBallots(makers, place, ballotsPerRound), blinded: [] }),
    ballots,
    bareCards: () => bare({ ballots: [], blinded: Array.from({ length: cardsPerRound }, blindedCard) }),
    cards,
  })
  await limit.stop()
  const later = (rates: number[]) => rates.slice(1)
  const target = { atLeast: 0.25 }
  const beside = 'through HTTP, against their cryptography and one durable commit'
  return [
    compared('votes', `ballots ${beside}`, 'per s', later(seen.ballots), later(seen.bareBallots), target),
    compared('votes', `cards ${beside}`, 'per s', later(seen.cards), later(seen.bareCards), target),
  ]
}

async function rate<One>(all: One[], send: (one: One, at: number) => Promise<void>): Promise<number> {
  let at = 0
  const began = performance.now()
  const lane = async () => {
    while (at < all.length) {
      const mine = at++
      await send(all[mine] as One, mine)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return (all.length * 1_000) / (performance.now() - began)
}

/** Fifty voters each second collect their card and cast their ballot, whether the servers keep up or not. */
async function benchRush(place: Place, makers: Child[], { rushSeconds }: Sizes): Promise<Finding[]> {
  const inSecond = 50
  const count = rushSeconds * inSecond
  const ballots = await makeBallots(makers, place, count)
  const times = { cast: [] as number[], card: [] as number[] }
  const began = performance.now()
  const coming = ballots.map(async (ballot, at) => {
    const due = began + (at * 1_000) / inSecond
    await wait(due - performance.now())
    await collect(place, next(place))
    times.card.push(performance.now() - due)
    const then = performance.now()
    await cast(place, ballot, at)
    times.cast.push(performance.now() - then)
  })
  await Promise.all(coming)
  const finding = (what: string, ours: number[], atMost: number): Finding => ({
    name: 'votes',
    what: `p95 of ${what} in a rush of ${inSecond} voters a second`,
    ours: percentile(ours, 0.95),
    theirs: null,
    unit: 'ms',
    ratio: null,
    held: percentile(ours, 0.95),
    target: { atMost },
    note: `each of them collects a card and casts a ballot; for ${rushSeconds} s`,
  })
  return [finding('casting a ballot', times.cast, 80), finding('collecting a card', times.card, 60)]
}

/** The end of a vote with so many ballots, and the check of its archive by `porten vote verify`. */
async function benchCount(place: Place, makers: Child[], { ballots }: Sizes): Promise<Finding[]> {
  const { manifest, tokenSecret, url, organisationId, box } = place
  const { election } = manifest
  const already = await countCast(url, election)
  const share = Math.ceil((ballots - already) / makers.length)
  if (share > 0) await Promise.all(makers.map((maker) => answerOf(maker, { manifest, tokenSecret, count: share, cast: lanes / makers.length })))
  await ask(
    url,
    `ALTER TABLE box.rule DISABLE TRIGGER stays; UPDATE box.rule SET closes_at = clock_timestamp() WHERE election = '${election}'; ALTER TABLE box.rule ENABLE TRIGGER stays`,
  )
  const file = `${folder}/vote.json`
  const env = { ...process.env, DATABASE_URL: url, LOG_LEVEL: 'warn' }
  const counting = fork(`${root}bench/vote-count.ts`, [url, organisationId, election, file], { execArgv: ['--import', 'tsx'], env })
  const [counted] = (await Promise.race([once(counting, 'message'), once(counting, 'exit').then(() => Promise.reject(new Error('the count ended')))])) as [
    Counted,
  ]
  const boxPeak = memoryOf({ pid: box.pid }).peak
  const checked = await verify(file)
  rmSync(file)
  const what = `${counted.ballots.toLocaleString('en')} ballots`
  const finding = (name: string, ours: number, unit: string, atMost: number | null): Finding => ({
    name: 'votes',
    what: `${what} ${name}`,
    ours,
    theirs: null,
    unit,
    ratio: null,
    ...(atMost === null ? { target: null } : { held: ours, target: { atMost } }),
  })
  return [
    finding('closed: the last batch and head', counted.close, 's', null),
    finding('counted: opened, published, kept', counted.count, 's', null),
    finding('written as an archive', counted.archive, 's', null),
    finding('checked by porten vote verify', checked.seconds, 's', null),
    finding('closed, counted and checked in all', counted.close + counted.count + counted.archive + checked.seconds, 's', 300),
    finding('counted: peak memory of the worker', counted.peakOfCount, 'MB', 600),
    finding('written as an archive: peak memory', counted.peak, 'MB', null),
    finding('closed and read: peak memory of the box', boxPeak, 'MB', 600),
    finding('checked: peak memory of porten vote verify', checked.peak, 'MB', null),
  ]
}

async function countCast(url: string, election: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client
    .query('SELECT (SELECT count(*) FROM box.inbox WHERE election = $1)::int + (SELECT count(*) FROM box.board WHERE election = $1)::int AS cast', [election])
    .finally(() => client.end())
  return rows[0]?.cast ?? 0
}

async function verify(file: string): Promise<{ seconds: number; peak: number }> {
  const began = performance.now()
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/porten.ts', 'vote', 'verify', file], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  let peak = 0
  const look = setInterval(() => {
    try {
      peak = Math.max(peak, memoryOf(child).peak || 0)
    } catch {
      clearInterval(look) // it has ended
    }
  }, 20)
  const [status] = await once(child, 'exit')
  clearInterval(look)
  if (status !== 0) throw new Error(`porten vote verify ended with ${status}`)
  return { seconds: (performance.now() - began) / 1_000, peak }
}
