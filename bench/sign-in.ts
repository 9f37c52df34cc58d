import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { addressOf, Browser, filled } from './browser'
import { nameOf, password } from './database'
import { compared, type Finding, interleave, median, percentile } from './measure'
import { root, type Server } from './processes'

/** Organisations of the presets whose password step ends the sign-in: two pages, and one. */
export const slugs = { two: 'hameenportti', one: 'handelsforbundet' } as const
/** How a password is sent: from the second of two pages, from the only page, and from that by its script. */
type Way = 'two' | 'one' | 'script'
const atOnce = 12

type Ready = () => Promise<void>

/** Sign-ins per second against what the cores could hash at most, and how quick other pages are meanwhile. */
export async function benchSignIn(portal: Server, { rounds, perRound }: { rounds: number; perRound: number }): Promise<Finding[]> {
  const limit = fork(`${root}bench/hash-limit.ts`, [], { execArgv: ['--import', 'tsx'] })
  await once(limit, 'message')
  let next = 0
  const round = async (way: Way, count: number) => {
    const prepared = await prepare(portal.url, way, next, count)
    next += count
    const before = portal.processorSeconds()
    const perSecond = await rate(prepared)
    processor[way].push(((portal.processorSeconds() - before) * 1_000) / count)
    return perSecond
  }
  const processor = { most: [] as number[], two: [] as number[], one: [] as number[], script: [] as number[] }
  try {
    for (const way of ['one', 'two', 'script'] as const) await round(way, 60)
    processor.one = []
    const { most, two, one, script } = await interleave(rounds, {
      most: () => hashes(limit, 2_500, processor.most),
      two: () => round('two', perRound),
      one: () => round('one', perRound),
      script: () => round('script', perRound),
    })
    const quiet = await probe(portal, async () => wait(3_000))
    const busy = await probe(portal, async () => void (await round('one', perRound * 2)))
    const target = { atLeast: 0.6 }
    const spent = { ours: median(processor.one.slice(0, rounds)), theirs: median(processor.most) }
    return [
      compared('sign-in', 'password step of two pages, against argon2id alone', 'per s', two, most, target, 'aim 0.85'),
      compared('sign-in', 'the whole form of one page, against argon2id alone', 'per s', one, most, target, 'aim 0.85'),
      compared('sign-in', 'the same sent by the page’s script, against argon2id alone', 'per s', script, most, target, 'aim 0.85'),
      {
        name: 'sign-in',
        what: 'processor time of a sign-in in the portal’s process, against one argon2id run',
        unit: 'ms',
        ...spent,
        ratio: spent.theirs / spent.ours,
        target: null,
        note: 'says more than the rates where other work keeps the cores busy; the database is not in it',
      },
      {
        name: 'sign-in',
        what: 'p95 of the sign-in page during sign-ins, against a quiet server',
        unit: 'ms',
        ours: percentile(busy.page, 0.95),
        theirs: percentile(quiet.page, 0.95),
        ratio: null,
        target: null,
      },
      {
        name: 'sign-in',
        what: 'p95 of /health/live during sign-ins, against a quiet server',
        unit: 'ms',
        ours: percentile(busy.live, 0.95),
        theirs: percentile(quiet.live, 0.95),
        ratio: null,
        target: null,
      },
    ]
  } finally {
    limit.disconnect()
  }
}

async function hashes(limit: ChildProcess, milliseconds: number, processor: number[]): Promise<number> {
  limit.send(milliseconds)
  const [result] = await once(limit, 'message')
  processor.push(result.processorMilliseconds)
  return result.perSecond
}

/** People with the password page before them, each a different one from an address of its own. */
export async function prepare(url: string, way: Way, from: number, count: number): Promise<Ready[]> {
  const path = `/${way === 'two' ? slugs.two : slugs.one}/sign-in`
  const { body } = await new Browser(url, addressOf(from)).get(path)
  const ready: Ready[] = []
  let index = from
  const lane = async () => {
    while (index < from + count) {
      const mine = index++
      const browser = new Browser(url, addressOf(mine))
      if (way === 'two') await browser.post(path, filled(body, { identifier: nameOf(mine) }))
      const form = way === 'two' ? await browser.fill(`${path}/password`, { password }) : filled(body, { identifier: nameOf(mine), password })
      ready.push(async () => {
        const answer = await browser.post(way === 'two' ? `${path}/password` : path, form, way === 'script' ? 'application/json' : undefined)
        const isIn =
          answer.status === (way === 'script' ? 200 : 303) &&
          answer.headers['set-cookie']?.some((line) => line.includes('porten-session') && !line.includes('=;'))
        if (!isIn)
          throw new Error(
            `a sign-in was answered ${answer.status} ${answer.headers.location ?? ''} ${answer.body.match(/class="errors?[\s\S]{0,300}/)?.[0] ?? ''}`,
          )
      })
    }
  }
  await Promise.all(Array.from({ length: 6 }, lane))
  return ready
}

async function rate(prepared: Ready[]): Promise<number> {
  const count = prepared.length
  const began = performance.now()
  const lane = async () => {
    for (let send = prepared.pop(); send; send = prepared.pop()) await send()
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return (count * 1_000) / (performance.now() - began)
}

/** Looks at other pages while `work` goes on; milliseconds of each look. */
async function probe({ url }: Server, work: () => Promise<void>) {
  const looks = { page: [] as number[], live: [] as number[] }
  let isOver = false
  const browser = new Browser(url, '100.127.0.1')
  const look = async (into: number[], path: string) => {
    while (!isOver) {
      const began = performance.now()
      await browser.get(path)
      into.push(performance.now() - began)
      await wait(40)
    }
  }
  const looking = Promise.all([look(looks.page, `/${slugs.two}/sign-in`), look(looks.live, '/health/live')])
  await work()
  isOver = true
  await looking
  return looks
}

type Latency = { rounds: number; perRound: number }

/** The password step, one person at a time, in a small and in a large register. */
export function benchLatency(few: Server, many: Server, { people, ...often }: Latency & { people: number }): Promise<Finding[]> {
  return compareLatency('sign-in-latency', `with ${people.toLocaleString('en')} people, against 1,000`, { ours: many, theirs: few }, often, { atMost: 1.2 })
}

/** The password step, one person at a time, at two portals in turns. */
export async function compareLatency(
  name: string,
  what: string,
  servers: { ours: Server; theirs: Server },
  { rounds, perRound }: Latency,
  target: { atMost: number },
): Promise<Finding[]> {
  const seen = { ours: [] as number[], theirs: [] as number[] }
  const side = (name: keyof typeof seen) => async (round: number) => {
    const times: number[] = []
    for (const send of await prepare(servers[name].url, 'one', round * perRound, perRound)) {
      const began = performance.now()
      await send()
      times.push(performance.now() - began)
    }
    if (round > 0) seen[name].push(...times) // the first round warms up
    return median(times)
  }
  const { ours, theirs } = await interleave(rounds + 1, { ours: side('ours'), theirs: side('theirs') })
  const p95 = { ours: percentile(seen.ours, 0.95), theirs: percentile(seen.theirs, 0.95) }
  return [
    compared(name, `median ${what}`, 'ms', ours.slice(1), theirs.slice(1), target),
    { name, what: `p95 ${what}`, unit: 'ms', ...p95, ratio: p95.ours / p95.theirs, target: null },
  ]
}
