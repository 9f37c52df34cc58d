import { randomInt } from 'node:crypto'
import pg from 'pg'
import { pathsOf } from '@/lib/web/paths'
import { staffPagesOf } from '@/lib/web/staff-pages'
import { addressOf, Browser, filled } from './browser'
import { ask, idOf, knownId, nameOf, password } from './database'
import { type Finding, percentile } from './measure'
import type { Server } from './processes'
import { deepPages, giveStaffWork } from './staff-work'

const givenNames = 'Anne Kari Inger Marit Liv Ingrid Ida Nora Sofie Emma Jan Per Bjørn Ole Lars Kjell Odd Knut Svein Thomas Jonas Elias Åse Øyvind'.split(' ')
const familyNames =
  'Hansen Johansen Olsen Larsen Andersen Pedersen Nilsen Kristiansen Jensen Karlsen Johnsen Eriksen Berg Haugen Hagen Bakken Dahl Lund Moen Solberg Ødegård Åsen'.split(
    ' ',
  )
const cities = 'Oslo Bergen Trondheim Stavanger Drammen Kristiansand Tromsø Bodø Ålesund Hamar'.split(' ')

/** Gives the people of a register names, towns, numbers, groups, and a past: sign-ins in the audit, messages in the outbox. */
export async function giveLives(url: string, slug: string, people: number): Promise<void> {
  const list = (names: string[]) => `(ARRAY[${names.map((name) => `'${name}'`).join(',')}])`
  const person = `persons p JOIN organisations o ON o.id = p.organisation_id AND o.slug = '${slug}'`
  const number = 'substr(p.username, 2)::int'
  await ask(
    url,
    `SET session_replication_role = replica; SET synchronous_commit = off; SET maintenance_work_mem = '256MB';
     UPDATE persons p SET given_name = ${list(givenNames)}[1 + ${number} * 31 % ${givenNames.length}],
         family_name = ${list(familyNames)}[1 + ${number} / 7 % ${familyNames.length}], city = ${list(cities)}[1 + ${number} / 11 % ${cities.length}], street = 'Storgata ' || ${number} % 200,
         mobile = '+4799' || lpad((${number})::text, 7, '0'), mobile_validated_at = now()
       FROM organisations o WHERE o.id = p.organisation_id AND o.slug = '${slug}';
     INSERT INTO groups (id, organisation_id, name) SELECT ${knownId("'group ' || n")}, o.id, 'Avdeling ' || n FROM organisations o, generate_series(1, 40) n WHERE o.slug = '${slug}';
     INSERT INTO group_members (organisation_id, group_id, person_id)
       SELECT p.organisation_id, ${knownId(`'group ' || 1 + ${number} % 40`)}, p.id FROM ${person};
     INSERT INTO audit_events (id, organisation_id, at, act, outcome, actor_id, subject_id, details, personal_digest)
       SELECT gen_random_uuid(), p.organisation_id, now() - ${number} * interval '7 seconds', CASE ${number} % 5 WHEN 0 THEN 'sign-in.refused' ELSE 'sign-in.succeeded' END,
         CASE ${number} % 5 WHEN 0 THEN 'failure' ELSE 'success' END, p.id, p.id, '{}', '\\x00'
       FROM ${person};`,
  )
  await giveStaffWork(url, slug, people)
}

/** The pages of staff on a register of `people`, one request at a time. */
export async function benchAdmin(portal: Server, url: string, slug: string, { people, looks }: { people: number; looks: number }): Promise<Finding[]> {
  const browser = await signInAsAdministrator(portal, url, slug)
  const base = `/${slug}`
  const paths = pathsOf(base)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ id: string }>(`SELECT ${idOf(slug, 'n')} AS id FROM generate_series(1, $1) n`, [looks])
  await client.end()
  const any = (names: string[]) => names[randomInt(names.length)] ?? ''
  const searches: Record<string, () => string> = {
    'a name': () => `${any(givenNames)} ${any(familyNames)}`,
    'a misspelt name and a town': () => `${any(givenNames).slice(0, -1)}e ${any(familyNames).replace(/(.)\1|e/, 'x')} ${any(cities)}`,
    'a name and the end of a number': () => `${any(familyNames)} ${String(randomInt(10_000)).padStart(4, '0')}`,
    'a member number': () => String(10_000_000 + randomInt(people)),
    'an e-mail address': () => nameOf(randomInt(people)),
    'a telephone number': () => `99${String(randomInt(people)).padStart(7, '0')}`,
    'nobody’s name': () => 'Xerxes Qvortrup',
  }
  const findings: Finding[] = []
  const measure = async (what: string, next: (turn: number) => string, atMost: number) => {
    const times: number[] = []
    for (let turn = -3; turn < looks; turn++) {
      const began = performance.now()
      const { status } = await browser.get(next(Math.max(turn, 0)))
      if (status !== 200) throw new Error(`${next(0)} answered ${status}`)
      if (turn >= 0) times.push(performance.now() - began) // the first ones warm up
    }
    const ours = percentile(times, 0.95)
    findings.push({ name: 'admin', what: `p95 of ${what}`, ours, theirs: null, unit: 'ms', ratio: null, held: ours, target: { atMost } })
  }
  for (const [what, text] of Object.entries(searches)) await measure(`a search by ${what}`, () => `${paths.admin}?q=${encodeURIComponent(text())}`, 100)
  await measure('a person’s page', (turn) => paths.adminPerson(rows[turn]?.id ?? ''), 200)
  for (const { href } of staffPagesOf([{ role: 'administrator', groupIds: null }], paths, '/admin')) await measure(href.slice(base.length), () => href, 200)
  for (const [what, path] of Object.entries(await deepPages(url, slug, base)))
    await measure(what, () => path, 200).catch((error) => {
      process.stderr.write(`${what}: ${error}\n`) // the others are worth their numbers
      process.exitCode = 1
    })
  return findings
}

async function signInAsAdministrator(portal: Server, url: string, slug: string): Promise<Browser> {
  const name = nameOf(0)
  const person = `SELECT p.organisation_id, p.id FROM persons p JOIN organisations o ON o.id = p.organisation_id WHERE o.slug = '${slug}' AND p.email = '${name}'`
  await ask(url, `INSERT INTO role_grants (organisation_id, person_id, role) SELECT organisation_id, id, 'administrator' FROM (${person}) p`)
  const browser = new Browser(portal.url, addressOf(0))
  const { body } = await browser.get(`/${slug}/sign-in`)
  const { status } = await browser.post(`/${slug}/sign-in`, filled(body, { identifier: name, password }))
  if (status !== 303) throw new Error(`the administrator's sign-in was answered ${status}`)
  await ask(url, `UPDATE sessions SET factors = '{password,sms}' WHERE person_id = (SELECT id FROM (${person}) p)`) // what a code would have added
  return browser
}
