/** `npm run bench [-- NAME… --rows N --quick]`: everything side by side in one run, on loopback, with a database of its own. */
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { hameenportti } from '@/lib/organisations/presets/hameenportti'
import { handelsforbundet } from '@/lib/organisations/presets/handelsforbundet'
import { kristinehov } from '@/lib/organisations/presets/kristinehov'
import { buildIfStale } from '../scripts/build'
import { benchAdmin, giveLives } from './admin'
import { benchBytes } from './bytes'
import { databaseUrl, fillRegister, freshDatabase, makeOrganisation, startDatabase } from './database'
import { benchImport } from './import'
import type { Finding } from './measure'
import { buildBare, root, type Server, startBare, startPortal } from './processes'
import { report } from './report'
import { benchSearch, fillPages } from './search'
import { benchLatency, benchSignIn, slugs } from './sign-in'
import { benchSignInPage } from './sign-in-page'
import { benchTrust, makeBare, makeWhole } from './trust'
import { benchVotes, quickSizes, wholeSizes } from './votes'

const names = ['bytes', 'sign-in-page', 'sign-in', 'sign-in-latency', 'trust', 'admin', 'search', 'import', 'votes'] as const
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rows: { type: 'string', default: '1000000' }, quick: { type: 'boolean', default: false } },
})
const rows = Number(values.rows)
const isUnknown = positionals.find((name) => !names.some((known) => known === name))
if (isUnknown || !Number.isSafeInteger(rows) || rows < 1) {
  process.stderr.write(`Usage: npm run bench -- [${names.join('|')}]… [--rows N] [--quick]\n`)
  process.exit(2)
}
const isWanted = (...some: (typeof names)[number][]) => positionals.length === 0 || some.some((name) => positionals.includes(name))
const pick = (whole: number, short: number) => (values.quick ? short : whole)

// Commands of the areas that run in this process ask for a checked environment.
Object.assign(process.env, { NODE_ENV: 'production', BASE_URL: 'http://localhost:3000', AUTH_SECRET: 'the benchmarks seal nothing that anybody keeps' })
process.env.DATABASE_URL ??= 'postgresql://127.0.0.1/none'

const say = (text: string) => process.stdout.write(`${text}\n`)
const open: { stop: () => Promise<void> }[] = []
const keep = <Kept extends { stop: () => Promise<void> }>(kept: Kept): Kept => {
  open.push(kept)
  return kept
}
const stopAll = async () => {
  for (let last = open.pop(); last; last = open.pop()) await last.stop()
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopAll().finally(() => process.exit(1)))

const findings: Finding[] = []
const loadBefore = loadavg()[0] ?? 0
try {
  if (positionals.length === 0 || positionals.some((name) => name !== 'search')) buildIfStale()
  const database = keep(await startDatabase())
  if (isWanted('bytes', 'sign-in-page', 'sign-in')) await benchPages()
  if (isWanted('sign-in-latency', 'admin')) await benchRegisters()
  if (isWanted('trust')) await benchTrusts()
  if (isWanted('search')) {
    say('search: filling the pages …')
    const url = await freshDatabase(database, 'bench_search')
    await makeOrganisation(url, slugs.one, handelsforbundet)
    await fillRegister(url, slugs.one, 100)
    await fillPages(url, slugs.one, 10_000)
    findings.push(...(await benchSearch(url, slugs.one, pick(400, 100))))
  }
  if (isWanted('votes')) findings.push(...(await benchVotes(database, values.quick ? quickSizes : wholeSizes, say)))
  if (isWanted('import')) {
    say('import …')
    findings.push(...(await benchImport(await freshDatabase(database, 'bench_import'), { rows, rounds: pick(3, 1) })))
  }

  async function benchPages() {
    say('Preparing people and pages …')
    const url = await freshDatabase(database, 'bench')
    await makeOrganisation(url, 'kristinehov', kristinehov)
    await makeOrganisation(url, slugs.two, hameenportti)
    await makeOrganisation(url, slugs.one, handelsforbundet)
    for (const slug of Object.values(slugs)) await fillRegister(url, slug, 20_000)
    const portal = keep(await startPortal(url))
    const atStart = portal.megabytes().now
    if (isWanted('bytes', 'sign-in-page')) {
      buildBare()
      const bare = { nextStart: keep(await startBare('next-start')), customServer: keep(await startBare('custom-server')) }
      say('bytes, sign-in-page …')
      if (isWanted('bytes')) findings.push(...(await benchBytes(portal, bare.customServer)))
      if (isWanted('sign-in-page')) findings.push(...(await benchSignInPage(portal, bare, { rounds: pick(7, 3), seconds: pick(4, 3) })))
      await stopNewest(2)
    }
    if (isWanted('sign-in')) {
      say('sign-in …')
      findings.push(...(await benchSignIn(portal, { rounds: pick(9, 3), perRound: pick(300, 200) })))
    }
    findings.push({
      name: 'memory',
      what: 'the portal’s process after this load, against just started',
      unit: 'MB',
      ours: portal.megabytes().now,
      theirs: atStart,
      ratio: null,
      target: null,
    })
    await stopNewest(1)
  }

  async function benchRegisters() {
    say('sign-in-latency, admin: filling the registers …')
    const servers: Server[] = []
    const manyPeople = pick(1_000_000, 100_000)
    for (const [name, people] of [
      ['bench_few', 1_000],
      ['bench_many', manyPeople],
    ] as const) {
      const url = await freshDatabase(database, name)
      await makeOrganisation(url, slugs.one, handelsforbundet)
      await fillRegister(url, slugs.one, people)
      servers.push(keep(await startPortal(url)))
    }
    const [few, many] = servers
    if (few && many && isWanted('sign-in-latency'))
      findings.push(...(await benchLatency(few, many, { rounds: pick(8, 3), perRound: pick(60, 40), people: manyPeople })))
    if (many && isWanted('admin')) {
      say('admin: a past for everybody …')
      const url = databaseUrl(database, 'bench_many')
      await giveLives(url, slugs.one, manyPeople)
      findings.push(...(await benchAdmin(many, url, slugs.one, { people: manyPeople, looks: pick(200, 60) })))
    }
    await stopNewest(2)
  }

  async function benchTrusts() {
    say('trust …')
    const servers: Server[] = []
    for (const [name, make] of [
      ['bench_bare', makeBare],
      ['bench_whole', makeWhole],
    ] as const) {
      const url = await freshDatabase(database, name)
      await make(url)
      await fillRegister(url, slugs.one, 2_000)
      servers.push(keep(await startPortal(url)))
    }
    const [bare, whole] = servers
    if (bare && whole) findings.push(...(await benchTrust(whole, bare, { rounds: pick(12, 4), perRound: pick(60, 40) })))
    await stopNewest(2)
  }

  async function stopNewest(count: number) {
    for (const { stop } of open.splice(-count).reverse()) await stop()
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
  process.exitCode = 1
} finally {
  await stopAll()
  if (findings.length > 0) report(findings, `${root}bench/results`, { loadBefore, isQuick: values.quick })
}
