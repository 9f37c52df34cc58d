import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { countQuestion } from '@/lib/ballots/rules'
import { manifestSchema, type Question } from '@/lib/ballots/schema'
import { makeSealKey } from '@/lib/ballots/seal-ballot'
import { makeTokenKey } from '@/lib/ballots/sign-blinded'
import { receiptKeys } from '@/lib/box/keys'
import type { ElectionResult } from '@/lib/elections/schema'
import { pathsOf } from '@/lib/web/paths'
import { ask, idOf, knownId } from './database'

const known = (name: string) => knownId(`'${name}'`)
/** An id in the order of time, as the portal makes them: `at` is an expression of a timestamp. */
const idAt = (at: string) =>
  `(overlay(overlay(lpad(to_hex((extract(epoch FROM ${at}) * 1000)::bigint), 12, '0') || left(md5(random()::text), 20) placing '7' from 13) placing '8' from 17)::uuid)`
const votes = { counted: randomUUID(), open: randomUUID(), draft: randomUUID() }
const ids = { campaign: known('a campaign'), page: known('page 7') }
const question: Question = {
  kind: 'one',
  text: { nb: 'Hvem?' },
  options: ['Åse', 'Per', 'Liv'].map((name) => ({ text: { nb: name } })),
  most: 1,
  seats: 1,
  majority: 'most',
}
const literal = (value: unknown) => `'${JSON.stringify(value)}'`

/** What a freeze writes down of a vote that is open, or was some days ago. */
function manifestOf(election: string, eligible: number, days: { opens: number; closes: number }) {
  const inDays = (number: number) => new Date(Date.now() + number * 86_400_000).toISOString()
  return manifestSchema.parse({
    ...{ version: 1, election, organisation: 'bench', title: { nb: 'Styret' }, opensAt: inDays(days.opens), closesAt: inDays(days.closes), eligible },
    ...{ questions: [question], revote: true, paper: 'none', verify: 'board', keys: 'portal', quorum: 0 },
    ...{ tokenKey: makeTokenKey().tokenKey, sealKey: makeSealKey().sealKey, ...receiptKeys(election), box: 'https://box.example.org' },
  })
}

/** A third of everybody has voted. */
function resultOf(people: number): ElectionResult {
  const choices = Array.from({ length: Math.floor(people / 3) }, (_, at) => [at % 7 === 0 ? 1 : at % 3])
  return { ballots: choices.length, undecipherable: 0, counts: [countQuestion(question, choices, [])] }
}

/**
 * Gives every page of staff its work: a message to each of the `people`, votes with everybody on their roll, a campaign that reached everybody, ten
 * thousand written cases, a thousand pages with ten versions each, five years of counts, and what systems outside have.
 */
export async function giveStaffWork(url: string, slug: string, people: number): Promise<void> {
  const person = `persons p JOIN organisations o ON o.id = p.organisation_id AND o.slug = '${slug}'`
  const one = (what: string) => `SELECT o.id, ${what} FROM organisations o, generate_series(1, 1000) n WHERE o.slug = '${slug}'`
  const number = 'substr(p.username, 2)::int'
  const ago = `now() - ${number} * interval '20 seconds'`
  const who = `(SELECT p.id FROM ${person} ORDER BY p.id LIMIT 1)`
  const vote = (id: string, state: string, days: { opens: number; closes: number }, result?: ElectionResult) =>
    `INSERT INTO elections (organisation_id, id, state, title, questions, opens_at, closes_at, is_revotable, verify, quorum, reminds, created_by, created_at, manifest, told_at, result, counted_at)
       SELECT o.id, '${id}', '${state}', '{"nb": "Styret"}', ${literal([question])}, now() + interval '${days.opens} days', now() + interval '${days.closes} days', true, 'board', 0, false,
         ${who}, now() - interval '50 days', ${state === 'draft' ? 'NULL' : literal(manifestOf(id, people, days))}, now(), ${result ? `${literal(result)}, now()` : 'NULL, NULL'}
       FROM organisations o WHERE o.slug = '${slug}';`
  const roll = (id: string) =>
    `INSERT INTO election_roll (organisation_id, election_id, person_id, state) SELECT p.organisation_id, '${id}', p.id, CASE ${number} % 3 WHEN 0 THEN 'issued' ELSE 'none' END FROM ${person} ORDER BY p.id;`
  await ask(
    url,
    `SET session_replication_role = replica; SET synchronous_commit = off; SET maintenance_work_mem = '256MB';
     INSERT INTO messages (id, organisation_id, person_id, channel, recipient, purpose, state, attempts, next_attempt_at, created_at, handed_over_at)
       SELECT ${idAt(ago)}, p.organisation_id, p.id, CASE ${number} % 3 WHEN 0 THEN 'sms' ELSE 'email' END, p.email, 'recovery-code',
         CASE ${number} % 50 WHEN 0 THEN 'given-up' ELSE 'delivered' END, 1, ${ago}, ${ago}, ${ago} FROM ${person};
     ${vote(votes.counted, 'counted', { opens: -40, closes: -30 }, resultOf(people))} ${roll(votes.counted)}
     ${vote(votes.open, 'frozen', { opens: -1, closes: 30 })} ${roll(votes.open)}
     ${vote(votes.draft, 'draft', { opens: 1, closes: 30 })}
     INSERT INTO campaigns (organisation_id, id, name, audience, only_new, channels, fall_through_hours, per_minute, erases, state, created_by, created_at, started_at)
       SELECT o.id, ${ids.campaign}, 'Alle', 'never-signed-in', true, '{sms,email}', 24, 60, false, 'finished', ${who}, now(), now() FROM organisations o WHERE o.slug = '${slug}';
     INSERT INTO campaign_people (organisation_id, campaign_id, person_id, state, has_password, is_noticed_by_sms, next_at, sent_at)
       SELECT p.organisation_id, ${ids.campaign}, p.id, 'sent', true, false, now(), now() FROM ${person};
     INSERT INTO cases (id, organisation_id, number, person_id, kind, state, told, channel, told_at, opened_at)
       SELECT ${knownId(`'case ' || ${number}`)}, p.organisation_id, ${number} + 1, p.id, CASE ${number} % 10 WHEN 0 THEN 'erasure' ELSE 'contact' END, 'open', 'x', 'email', ${ago}, ${ago}
       FROM ${person} WHERE ${number} < 10000;
     INSERT INTO contacts (organisation_id, case_id, number, person_id, topic, name, language, opened_at, changed_at)
       SELECT p.organisation_id, ${knownId(`'case ' || ${number}`)}, ${number} + 1, p.id, 'Annet', 'Kari', 'nb', ${ago}, ${ago} FROM ${person} WHERE ${number} < 10000 AND ${number} % 10 <> 0;
     INSERT INTO contact_messages (organisation_id, id, case_id, at, is_from_staff, text)
       SELECT p.organisation_id, ${knownId(`'text ' || ${number}`)}, ${knownId(`'case ' || ${number}`)}, ${ago}, false, 'Hei' FROM ${person} WHERE ${number} < 10000 AND ${number} % 10 <> 0;
     INSERT INTO webhooks (organisation_id, id, url, acts, sealed_secret, position, next_attempt_at, created_at) ${one(`${knownId("'hook ' || n")}, 'https://example.org/' || n, '{}', '\\x00', 0, now(), now()`)} AND n <= 20;
     INSERT INTO openid_clients (organisation_id, id, name, asks_person, created_at, redirect_uris, logout_uris, scopes) ${one(`${knownId("'client ' || n")}, 'System ' || n, false, now(), '{}', '{}', '{}'`)} AND n <= 50;
     INSERT INTO content_items (organisation_id, id, kind, slug, audience, state, is_live, revision, created_at, updated_at) ${one(`${knownId("'page ' || n")}, 'page', 'side-' || n, 'members', 'published', true, 10, now(), now()`)};
     INSERT INTO content_texts (organisation_id, content_id, language, title, body, revision, updated_at) ${one(`${knownId("'page ' || n")}, 'nb', 'Side ' || n, repeat('Tekst. ', 300), 10, now()`)};
     INSERT INTO content_revisions (organisation_id, content_id, number, language, title, body, saved_at)
       SELECT o.id, ${knownId("'page ' || n")}, r, 'nb', 'Side ' || n, repeat('Tekst. ', 300), now() FROM organisations o, generate_series(1, 1000) n, generate_series(1, 10) r WHERE o.slug = '${slug}';`,
  )
  // Apart, behind a lock: the portal counts the last days at the same time, and each would wait for the other's rows.
  await ask(
    url,
    `BEGIN; LOCK TABLE daily_counts IN EXCLUSIVE MODE;
     INSERT INTO daily_counts (organisation_id, day, kind, count)
       SELECT o.id, current_date - d, k, 1000 + d FROM organisations o, generate_series(1, 1800) d, unnest(ARRAY['sign-in', 'sign-in.refused', 'lock', 'recovery', 'message.failed']) k WHERE o.slug = '${slug}'
       ON CONFLICT DO NOTHING;
     COMMIT`,
  )
  await ask(url, 'VACUUM ANALYZE')
}

/** Pages behind the menu's, which `giveStaffWork` has given something to show. */
export async function deepPages(url: string, slug: string, base: string): Promise<Record<string, string>> {
  const paths = pathsOf(base)
  const uuid = (name: string) => `(SELECT ${name}::text)`
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client
    .query<Record<string, string>>(
      `SELECT ${uuid(ids.campaign)} AS campaign, ${uuid(ids.page)} AS page, ${uuid(known('group 7'))} AS "group",
         (SELECT id::text FROM messages LIMIT 1) AS message, ${idOf(slug, '10')}::text AS erased`,
    )
    .finally(() => client.end())
  const found = (name: string) => rows[0]?.[name] ?? ''
  return {
    'a group of a fortieth of the register': paths.adminGroup(found('group')),
    'a vote that everybody was on the roll of': paths.adminVote(votes.counted),
    'a vote that everybody is on the roll of': paths.adminVote(votes.open),
    'a vote that is prepared': paths.adminVote(votes.draft),
    'a campaign to everybody': paths.adminCampaign(found('campaign')),
    'a new campaign': paths.adminNewCampaign,
    'a message': paths.adminDelivery(found('message')),
    'the failed messages': `${paths.adminDeliveries}?state=given-up`,
    'the log of refused sign-ins': `${paths.adminAudit}?act=sign-in.refused&outcome=failure`,
    'the log of somebody': `${paths.adminAudit}?whom=p77`,
    'the log’s chain': paths.adminAuditChain,
    'the policy studio': paths.adminSettingsPart('passwords'),
    'the settings of the second factor': paths.adminSettingsPart('second-factor'),
    'a draft of the settings': paths.adminDraft,
    'the overview of a year': `${paths.adminOverview}?days=365`,
    'a page that is edited': paths.adminItem(found('page')),
    'its history': `${paths.adminItem(found('page'))}/history`,
    'a case': paths.adminCase(12),
    'a request to be erased': paths.adminErasure(found('erased')),
    'asking for a role': paths.adminRolesAsk,
    'an export': paths.adminExport,
  }
}
