import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join, sep } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import * as audit from './audit/store'
import * as campaigns from './campaigns/store'
import * as contact from './cases/contact/store'
import * as cases from './cases/store'
import * as codes from './codes/store'
import * as questions from './content/questions/store'
import * as search from './content/search/store'
import * as content from './content/store'
import { type Db, inTransaction } from './core/db'
import { reveal } from './core/prisma'
import * as delivery from './delivery/store'
import * as simpleVotes from './elections/simple/store'
import * as elections from './elections/store'
import * as erasure from './erasure/store'
import * as factors from './factors/store'
import * as files from './files/store'
import * as groups from './groups/store'
import * as journeys from './journeys/store'
import * as limits from './limits/store'
import * as oidc from './oidc/store'
import { organisationSettings } from './organisations/schema'
import * as secrets from './organisations/secrets/store'
import * as organisations from './organisations/store'
import * as passwords from './passwords/store'
import * as roles from './people/roles/store'
import * as people from './people/store'
import { everybody } from './permissions/rules'
import { copyLine } from './register-import/copy-line'
import * as exporting from './register-import/exporting/store'
import * as matching from './register-import/matching/store'
import * as merging from './register-import/merging/store'
import { registerColumns } from './register-import/schema'
import * as imports from './register-import/store'
import * as undoing from './register-import/undoing/store'
import * as uploads from './register-import/uploads/store'
import type { Kind } from './retention/rules'
import * as retention from './retention/store'
import * as scim from './scim/store'
import * as tokens from './scim/tokens/store'
import * as sessions from './sessions/store'
import * as statistics from './statistics/store'
import * as webhooks from './webhooks/store'

// Every verb of every store is called for one organisation with what belongs to another. Two databases tell whether
// that reaches over: `both` holds the two organisations, `alone` only the one that asks. It must get the same answer,
// and leave the same rows of its own, in both, and the other's rows must stay as they are.

const id = (kind: number, whose: number) => `${String(kind).padStart(8, '0')}-0000-4000-8000-${String(whose).padStart(12, '0')}`
const asker = { id: id(1, 1), mark: 'A', own: 1 }
const other = { id: id(1, 2), mark: 'B', own: 2 }
type Holder = typeof asker

/** The rows of number 0 have the same names and ids in both organisations; the others are one organisation's own. */
const twin = 0

const bytes = (text: string) => Buffer.from(text) as Buffer<ArrayBuffer>
const name = (whose: number) => ({
  username: `kerstin${whose}`,
  email: `kerstin${whose}@example.org`,
  number: `m${whose}`,
  former: `gammalt${whose}`,
  mobile: `+4670174060${5 + whose}`,
})

const both = testDatabase()
const alone = testDatabase()
type World = typeof both

const now = new Date('2026-11-23T12:00:00Z')
const minutes = (count: number) => new Date(now.getTime() + count * 60_000)

/** Each step of each kind of what is removed by night. */
const retentionSteps = (Object.keys(organisationSettings.shape.retention.parse(undefined)) as Kind[]).flatMap((kind) =>
  kind === 'goneDays' ? [] : Array.from({ length: retention.stepsOf(kind) }, (_, step) => [kind, step] as const),
)

type Query = (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>

async function insert(query: Query, table: string, row: Record<string, unknown>) {
  const columns = Object.keys(row)
  await query(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((_, at) => `$${at + 1}`).join(', ')})`, Object.values(row))
}

async function fill(query: Query, { id: organisation_id, mark, own }: Holder) {
  await insert(query, 'organisations', { id: organisation_id, slug: `ort-${mark.toLowerCase()}`, settings: {}, created_at: now, updated_at: now })
  await insert(query, 'settings_versions', { organisation_id, number: 1, settings: { of: mark }, actor_id: id(2, own), at: now })
  await insert(query, 'settings_drafts', { organisation_id, settings: { of: mark }, based_on: 1, revision: own, changed_by: id(2, own), changed_at: now })
  for (const kind of ['directory', 'provider'])
    await insert(query, 'outside_secrets', { organisation_id, kind, target: 'target', sealed: bytes(mark), changed_at: now })
  for (const whose of [twin, own]) {
    const person_id = id(2, whose)
    const { username, email, number, former, mobile } = name(whose)
    const ours = { organisation_id, person_id }
    await insert(query, 'persons', {
      id: person_id,
      organisation_id,
      member_number: number,
      username,
      email,
      mobile,
      email_validated_at: now,
      mobile_validated_at: now,
      given_name: `Kerstin ${mark}`,
      created_at: now,
      updated_at: now,
    })
    for (const value of [username, email, number, former]) await insert(query, 'identifiers', { ...ours, value, is_former: value === former })
    await insert(query, 'remembered_identifiers', { ...ours, value: former })
    await insert(query, 'groups', { id: id(3, whose), organisation_id, name: `grupp${whose}` })
    await insert(query, 'group_members', { ...ours, group_id: id(3, whose) })
    await insert(query, 'provisioned_people', { ...ours, external_id: `external ${whose}` })
    await insert(query, 'persons', { id: id(60, whose), organisation_id, created_at: now, updated_at: now })
    await insert(query, 'provisioned_people', { organisation_id, person_id: id(60, whose), gone_at: now })
    await insert(query, 'provisioned_groups', { organisation_id, group_id: id(3, whose), external_id: `external ${whose}` })
    await insert(query, 'provisioning_tokens', {
      organisation_id,
      id: id(41, whose),
      name: `token of ${mark}`,
      hmac: bytes(`token ${whose}`),
      created_at: now,
      created_by: person_id,
      expires_at: minutes(60),
    })
    for (const role of ['editor', 'administrator']) await insert(query, 'role_grants', { ...ours, role, granted_at: now })
    await insert(query, 'role_grants', { ...ours, role: 'caseworker', granted_at: now, is_bounded: true })
    await insert(query, 'role_scopes', { ...ours, role: 'caseworker', group_id: id(3, whose) })
    await insert(query, 'role_requests', {
      ...ours,
      id: id(20, whose),
      role: 'administrator',
      is_bounded: false,
      group_ids: [],
      reason: `asked in ${mark}`,
      asked_by: id(2, whose),
      asked_at: now,
      expires_at: minutes(60),
    })
    await insert(query, 'passwords', { ...ours, hash: `hash of ${mark}`, set_at: minutes(-9), set_by: 'person' })
    for (const turn of [1, 2])
      await insert(query, 'former_passwords', { ...ours, id: id(30 + turn, whose), hash: `former hash ${turn} of ${mark}`, replaced_at: minutes(-turn) })
    await insert(query, 'first_passwords', {
      ...ours,
      id: id(4, whose),
      hmac: bytes(mark),
      channel: 'sms',
      created_at: minutes(-5),
      expires_at: minutes(5),
    })
    await insert(query, 'cases', {
      ...ours,
      id: id(13, whose),
      number: whose + 1,
      kind: 'not-me',
      told: `password-changed of ${mark}`,
      channel: 'sms',
      told_at: minutes(-1),
      opened_at: minutes(-1),
    })
    await insert(query, 'objections', {
      ...ours,
      id: id(14, whose),
      hmac: bytes(`objection ${whose}`),
      told: `password-changed of ${mark}`,
      channel: 'sms',
      recipient: mobile,
      created_at: minutes(-1),
      expires_at: minutes(60),
    })
    await insert(query, 'cases', {
      ...ours,
      id: id(71, whose),
      number: whose + 70,
      kind: 'contact',
      told: 'contact',
      channel: 'page',
      told_at: minutes(-1),
      opened_at: minutes(-1),
    })
    await insert(query, 'contacts', {
      ...ours,
      case_id: id(71, whose),
      number: whose + 70,
      topic: `topic of ${mark}`,
      group_id: id(3, whose),
      name: `Kerstin ${mark}`,
      language: 'sv',
      opened_at: minutes(-1),
      changed_at: minutes(-1),
    })
    await insert(query, 'contact_messages', {
      organisation_id,
      id: id(72, whose),
      case_id: id(71, whose),
      at: minutes(-1),
      is_from_staff: false,
      text: `text of ${mark}`,
    })
    await insert(query, 'files', { organisation_id, id: id(77, whose), name: `${mark}.png`, bytes: 1, created_at: now })
    await insert(query, 'contact_files', {
      organisation_id,
      id: id(76, whose),
      message_id: id(72, whose),
      file_id: id(77, whose),
      name: `${mark}.png`,
      type: 'image/png',
      bytes: 1,
    })
    await insert(query, 'contact_topics', { organisation_id, id: id(73, whose), labels: { sv: `topic of ${mark}` } })
    await insert(query, 'password_failures', { organisation_id, subject_id: person_id, failures: 1, failures_in_row: own, window_started_at: minutes(-1) })
    await insert(query, 'sessions', {
      ...ours,
      id: id(5, whose),
      token_hash: bytes(`token ${whose}`),
      created_at: minutes(-5),
      authenticated_at: minutes(-5),
      last_seen_at: minutes(-1),
      idle_minutes: 60,
      expires_at: minutes(60),
      factors: ['password'],
      is_inside: false,
      client_address: '203.0.113.9',
      user_agent: `a browser of ${mark}`,
    })
    await insert(query, 'passkeys', {
      ...ours,
      id: id(64, whose),
      name: `key of ${mark}`,
      host: 'localhost',
      credential_id: bytes(`credential ${whose}`),
      public_key: bytes(mark),
      user_handle: bytes(`handle ${whose}`),
      counter: own,
      transports: [],
      created_at: minutes(-1),
    })
    await insert(query, 'remembered_devices', {
      ...ours,
      id: id(63, whose),
      device_hash: bytes(`device ${whose}`),
      user_agent: `a browser of ${mark}`,
      created_at: minutes(-own),
      expires_at: minutes(60),
    })
    await insert(query, 'authenticator_apps', {
      ...ours,
      id: id(60, whose),
      name: `app of ${mark}`,
      sealed_secret: bytes(mark),
      last_step: own,
      created_at: minutes(-1),
    })
    await insert(query, 'recovery_codes', { ...ours, id: id(61, whose), hmac: bytes(`recovery ${whose}`), created_at: minutes(-1) })
    const openid = { ...ours, created_at: minutes(-1) }
    await insert(query, 'openid_clients', {
      id: id(50, whose),
      organisation_id,
      name: `system of ${mark}`,
      secret_hmac: bytes(`secret ${whose}`),
      redirect_uris: ['https://rp.example.org/'],
      logout_uris: [],
      group_id: id(3, whose),
      scopes: ['openid'],
      asks_person: true,
      created_at: now,
    })
    await insert(query, 'openid_consents', { ...ours, client_id: id(50, whose), scopes: ['openid'], given_at: now })
    for (const kind of ['Grant', 'Session'])
      await insert(query, 'openid_artifacts', {
        ...openid,
        kind,
        id_hmac: bytes(`${kind} ${whose}`),
        sealed: bytes(mark),
        grant_id: `grant ${whose}`,
        session_id: kind === 'Session' ? id(5, whose) : null,
        expires_at: minutes(60),
      })
    await insert(query, 'webhooks', {
      organisation_id,
      id: id(55, whose),
      url: `https://${mark}.example.org/`,
      acts: [],
      sealed_secret: bytes(mark),
      position: 0,
      next_attempt_at: minutes(-1),
      created_at: now,
    })
    await insert(query, 'openid_keys', { organisation_id, id: id(51, whose), sealed: bytes(mark), created_at: now, signs_from: minutes(-whose) })
    await insert(query, 'known_devices', { ...ours, device_hash: bytes(`device ${whose}`), first_seen_at: minutes(-own), last_seen_at: minutes(-1) })
    await insert(query, 'journeys', {
      ...ours,
      id: id(6, whose),
      kind: 'sign-in',
      state: `begun by ${mark}`,
      browser_hash: bytes(`browser ${whose}`),
      sealed: bytes(mark),
      created_at: minutes(-5),
      expires_at: minutes(60),
    })
    await insert(query, 'one_time_codes', {
      ...ours,
      id: id(7, whose),
      journey_id: id(6, whose),
      purpose: 'sign-in',
      reference: 'K7',
      hmac: bytes(mark),
      sendings: own,
      sent_at: minutes(-1),
      expires_at: minutes(5),
    })
    for (const [kind, state] of [
      [8, 'queued'],
      [9, 'handing-over'],
    ] as const) {
      await insert(query, 'messages', {
        ...ours,
        id: id(kind, whose),
        channel: 'sms',
        recipient: mobile,
        purpose: 'sign-in-code',
        sealed_content: bytes(mark),
        state,
        next_attempt_at: minutes(1),
        created_at: minutes(-1),
      })
    }
    await insert(query, 'message_events', { organisation_id, id: id(25, whose), message_id: id(8, whose), at: now, state: 'queued', answer: mark })
    await insert(query, 'messages', {
      ...ours,
      id: id(24, whose),
      channel: 'letter',
      recipient: number,
      purpose: 'first-password',
      sealed_content: bytes(mark),
      state: 'handing-over',
      gateway: 'print',
      provider_message_id: id(22, whose),
      next_attempt_at: minutes(60),
      created_at: minutes(-1),
    })
    await insert(query, 'messages', {
      ...ours,
      id: id(19, whose),
      channel: 'letter',
      recipient: number,
      purpose: 'first-password',
      sealed_content: bytes(mark),
      state: 'queued',
      next_attempt_at: minutes(60),
      stale_at: minutes(60),
      created_at: minutes(-1),
    })
    for (const kind of [10, 11])
      await insert(query, 'audit_events', {
        organisation_id,
        id: id(kind, whose),
        at: minutes(-1),
        act: 'signed-in',
        outcome: 'success',
        subject_id: person_id,
        details: { of: mark },
        personal_digest: bytes(mark),
      })
    await insert(query, 'audit_events', {
      organisation_id,
      id: id(46, whose),
      at: minutes(-1),
      act: 'sign-in.succeeded',
      outcome: 'success',
      subject_id: person_id,
      details: {},
      personal: { address: '203.0.113.9' },
      personal_digest: bytes(mark),
    })
    await insert(query, 'messages', {
      ...ours,
      id: id(47, whose),
      channel: 'email',
      recipient: email,
      purpose: 'first-password',
      state: 'handed-over',
      next_attempt_at: now,
      created_at: minutes(-600),
    })
    for (const [kind, state, personState, message] of [
      [40, 'running', 'waiting', null],
      [41, 'choosing', null, null],
      [42, 'running', 'sent', 47],
      [44, 'running', 'sent', 9],
      [45, 'running', 'sent', 19],
    ] as const) {
      await insert(query, 'campaigns', {
        id: id(kind, whose),
        organisation_id,
        name: `campaign of ${mark}`,
        audience: 'never-signed-in',
        only_new: true,
        channels: ['sms', 'letter'],
        fall_through_hours: 1,
        per_minute: 60,
        erases: false,
        state,
        created_by: person_id,
        created_at: minutes(-kind),
      })
      const campaign = { ...ours, campaign_id: id(kind, whose) }
      if (!personState) continue
      const sent_at = message && minutes(-600)
      await insert(query, 'campaign_people', {
        ...campaign,
        state: personState,
        has_password: false,
        is_noticed_by_sms: false,
        message_id: message && id(message, whose),
        next_at: minutes(-1),
        sent_at,
      })
    }
    for (const [kind, state, roll] of [
      [53, 'draft', null],
      [54, 'freezing', null],
      [55, 'frozen', 'none'],
      [58, 'frozen', 'none'],
      [56, 'frozen', 'issued'],
      [57, 'reading', 'issued'],
    ] as const) {
      const frozen = state === 'frozen' || state === 'reading' ? { manifest: '{}', token_key: bytes(mark), seal_key: bytes(mark) } : {}
      const keys = state === 'draft' ? { keys: 'officers' } : frozen
      const times = { opens_at: minutes(-kind), closes_at: minutes(kind), created_at: minutes(-kind) }
      const plan = { title: { sv: mark }, is_revotable: true, verify: 'board', quorum: own, reminds: false }
      await insert(query, 'elections', { organisation_id, id: id(kind, whose), state, ...plan, ...times, ...keys, created_by: person_id })
      const card = roll === 'issued' ? { blinded_hash: bytes(mark), blind_sig: bytes(mark) } : {}
      const waits = kind === 58 ? { post_batch: 0 } : {}
      if (roll) await insert(query, 'election_roll', { ...ours, election_id: id(kind, whose), state: roll, ...card, ...waits })
      const pile = { organisation_id, election_id: id(kind, whose), batch: 1, cards: 10, wishes_hash: bytes(mark) }
      if (kind === 58) await insert(query, 'election_post_batches', pile)
      if (state !== 'reading') continue
      const paper = { organisation_id, election_id: id(kind, whose), image_hash: createHash('sha256').update(paperOf(whose)).digest() }
      await insert(query, 'election_papers', { ...paper, image: paperOf(whose) })
      await insert(query, 'election_paper_entries', { ...paper, place: 1, entered_by: id(1, whose), choices: JSON.stringify([[own]]) })
    }
    const simple = { id: id(59, whose), mode: 'simple', state: 'frozen', manifest: '{"mode":"simple"}', is_revotable: false, verify: 'board', quorum: own }
    // The database's clock decides, and knows nothing of `now`.
    const times = { opens_at: minutes(-60), closes_at: new Date('2999-01-01'), created_at: minutes(-60), reminds: false }
    await insert(query, 'elections', { organisation_id, title: { sv: mark }, questions: '[{}]', ...simple, ...times, created_by: person_id })
    await insert(query, 'election_roll', { ...ours, election_id: simple.id })
    await insert(query, 'election_answers', { organisation_id, election_id: simple.id, question: 0, id: id(1, whose), choice: [own] })
    await insert(query, 'campaign_counts', { organisation_id, campaign_id: id(40, whose), kind: 'all', of: '', chosen: own })
    await insert(query, 'campaign_counts', { organisation_id, campaign_id: id(40, whose), kind: 'group', of: id(3, whose), chosen: own })
    if (whose === own) {
      await insert(query, 'retention_nights', { organisation_id, night: '2026-11-21', started_at: now })
      await insert(query, 'retention_removals', { organisation_id, night: '2026-11-21', kind: 'sessionDays', removed: own })
    }
    await insert(query, 'daily_counts', { organisation_id, day: `2026-11-0${1 + whose}`, kind: 'sign-in', count: own })
    await insert(query, 'campaign_letters', {
      organisation_id,
      id: id(48, whose),
      campaign_id: id(45, whose),
      made_at: minutes(-1),
      expires_at: minutes(60),
      count: own,
      sealed: bytes(mark),
    })
    await insert(query, 'audit_links', { organisation_id, position: whose + 1, event_id: id(10, whose), hash: bytes(mark), version: 1, sealed_at: now })
    await insert(query, 'audit_shipments', { organisation_id, destination: `udp://log${whose}`, position: own, hash: bytes(mark), head_sent_at: now })
    await insert(query, 'audit_verifications', { organisation_id, id: id(18, whose), asked_by: person_id, asked_at: now, total: whose })
    await insert(query, 'register_imports', {
      organisation_id,
      id: id(12, whose),
      file_name: `${mark}.csv`,
      file_digest: bytes(`file ${whose}`),
      organisation_version: 1,
      is_dry_run: false,
      started_at: now,
      undo_state: 'undoing',
      undo_counts: { removed: 0, restored: 0, left: 0 },
    })
    await insert(query, 'register_imports', {
      organisation_id,
      id: id(18, whose),
      file_name: `${mark}.csv`,
      file_digest: bytes(`done ${whose}`),
      organisation_version: 1,
      is_dry_run: false,
      state: 'finished',
      created: 1,
      started_at: minutes(-5),
      finished_at: minutes(own - 5),
    })
    const changes = { givenName: ['Kerstin', `Kerstin ${mark}`] }
    await insert(query, 'register_import_changes', { ...ours, import_id: id(12, whose), changes })
    await insert(query, 'register_import_changes', { ...ours, import_id: id(18, whose), changes, left_fields: ['givenName'] })
    await insert(query, 'files', { organisation_id, id: id(16, whose), name: `${mark}.csv`, bytes: 1, created_at: now })
    await insert(query, 'files_left', { organisation_id, file_id: id(16, whose), left_at: now })
    await insert(query, 'file_pieces', { organisation_id, file_id: id(16, whose), position: 0, content: bytes(mark) })
    await insert(query, 'register_uploads', {
      organisation_id,
      id: id(15, whose),
      file_id: id(16, whose),
      file_name: `${mark}.csv`,
      bytes: 1,
      uploaded_by: person_id,
      uploaded_at: now,
      comparison_id: id(12, whose),
    })
    await insert(query, 'register_exports', { ...ours, id: id(17, whose), created_at: now, expires_at: minutes(30) })
  }
  // Row level security holds for whoever is no superuser: the walk reads and writes these as the embedded server's user.
  for (const whose of [twin, own]) {
    const ours = { organisation_id, content_id: id(50, whose) }
    const text = { language: 'sv', title: `titel ${mark}`, body: mark }
    await insert(query, 'content_items', {
      organisation_id,
      id: id(50, whose),
      kind: 'page',
      slug: `sida${whose}`,
      audience: 'members',
      is_live: true,
      publish_at: minutes(-own),
      review_by: '2026-01-01',
      revision: 1,
      created_at: now,
      updated_at: minutes(-own),
    })
    await insert(query, 'content_texts', { ...ours, ...text, revision: 1, updated_at: now })
    const section = { ...ours, language: 'sv', position: 0 }
    await insert(query, 'content_sections', {
      ...section,
      title: `titel ${mark}`,
      anchor: '',
      heading: `rubrik ${mark}`,
      body: mark,
      revision: own,
      updated_at: now,
      words: ['rubrik'],
      weights: [own],
    })
    await insert(query, 'content_terms', { ...section, word: 'rubrik', weight: own })
    for (const number of [1, 2]) await insert(query, 'content_revisions', { ...ours, ...text, number, saved_at: now })
    await insert(query, 'content_redirects', { ...ours, kind: 'page', slug: `flyttad${whose}` })
    await insert(query, 'content_files', {
      ...ours,
      id: id(51, whose),
      file_id: id(16, whose),
      name: `${mark}.png`,
      type: 'image/png',
      bytes: own,
      added_at: now,
    })
  }
  for (const whose of [twin, own]) {
    const asked = { day: now, language: 'sv', text: `fråga ${whose} ${mark}`, is_answered: false, not_helped: own }
    await insert(query, 'help_questions', { organisation_id, id: id(56, whose), ...asked })
    const ours = { organisation_id, content_id: id(58, whose) }
    const text = { language: 'sv', title: `hjälp ${mark}`, body: mark, revision: 1, updated_at: now }
    const dates = { publish_at: now, created_at: now, updated_at: now }
    await insert(query, 'content_items', {
      organisation_id,
      id: id(58, whose),
      kind: 'help',
      slug: `hjalp${whose}`,
      audience: 'members',
      is_live: true,
      ...dates,
    })
    await insert(query, 'content_texts', { ...ours, ...text })
    await insert(query, 'content_sections', { ...ours, ...text, position: 0, anchor: '', heading: `hjälp ${mark}` })
  }
  for (const word of ['rubrik', `ord${own}`]) await insert(query, 'search_words', { organisation_id, language: 'sv', word, is_public: false })
  await insert(query, 'daily_count_marks', { organisation_id, counted_to: `2026-11-0${own}`, people_counted_at: minutes(-own) })
  if (mark === other.mark) {
    // What a file brings to the other organisation is here already.
    await insert(query, 'identifiers', { organisation_id, person_id: id(2, twin), value: 'nytt', is_former: false })
    await insert(query, 'case_numbers', { organisation_id, last: 7 })
    await insert(query, 'groups', { id: id(3, 9), organisation_id, name: 'ny grupp' })
  }
}

/** What a verb is called with: the organisation that asks, and whose names and ids it gives. */
type Call = { db: Db; client: pg.Client; run: imports.Run; by: string; of: Holder; whose: number }
type Verb = (call: Call) => Promise<unknown>
/** A verb that needs something done first. */
type Prepared = { first: Verb; verb: Verb }
type Walk<Store> = { [name in keyof Store]?: Verb | Prepared }

const key = ({ by, whose }: Call) => ({ organisationId: by, journeyId: id(6, whose), purpose: 'sign-in' })
const place = ({ by, whose }: Call, kind = 8) => ({ organisationId: by, messageId: id(kind, whose) })
const secret = { reference: 'L8', hmac: bytes('new'), sentAt: now, expiresAt: minutes(9) }
const lock = { failures: 5, windowMinutes: 15, waitsSeconds: [30] }
const stored = ({ of }: Call) => ({ hash: `hash of ${of.mark}`, setAt: minutes(-9), setBy: 'person' })
const next = { hash: 'next hash', setAt: now, setBy: 'person' }
const mine = ({ whose }: Call, value = name(whose).username) => [{ personId: id(2, whose), value }]
/** The run under the id of one that is in the tables of both organisations. */
const begun = ({ run, whose }: Call) => ({ ...run, id: id(12, whose) })
const campaign = ({ by, whose }: Call, kind = 40) => [by, id(kind, whose)] as const
const plan = {
  name: 'new',
  audience: 'never-signed-in' as const,
  groupId: null,
  afterId: null,
  onlyNew: true,
  channels: ['sms' as const],
  fallThroughHours: 1,
  perMinute: 1,
  quiet: null,
  erases: false,
}
const paperOf = (whose: number) => Buffer.from(`picture of ${whose}`)
const paperHash = (whose: number) => createHash('sha256').update(paperOf(whose)).digest('hex')
const election = ({ by, whose }: Call, kind: number) => [by, id(kind, whose)] as const
const electionPlan = {
  mode: 'sealed' as const,
  title: { sv: 'ny' },
  questions: [],
  groupIds: [],
  opensAt: now,
  closesAt: minutes(60),
  isRevotable: false,
  paper: 'none' as const,
  verify: 'board' as const,
  keys: 'portal' as const,
  quorum: 0,
  reminds: false,
}
const newPersons: Verb = ({ run }) => merging.writePersons(run, now)
const lines = { after: 0, upTo: 10 }
/** The taking back of that run, which gave the ids of the people of number 2 to some. */
const undone = ({ run, whose }: Call) => ({
  client: run.client,
  organisationId: run.organisationId,
  id: id(12, whose),
  runs: [{ id: id(12, whose), startedAt: minutes(-60), finishedAt: now }],
})
const cityRule = { match: 'all' as const, conditions: [{ field: 'language' as const, value: 'sv' }] }
/** A run's table, as an upload's page reads it. */
const runTable =
  (table: 'changes' | 'notes', columns: string, row: string): Verb =>
  async ({ db, whose }) => {
    const name = imports.tablesOf(id(12, whose))[table]
    await reveal(db).$executeRawUnsafe(`CREATE TABLE ${name} (${columns})`)
    await reveal(db).$executeRawUnsafe(`INSERT INTO ${name} VALUES (${row})`)
  }

/** A verb about content, called by an editor of the organisation that asks. */
const edited =
  (verb: Verb): Verb =>
  async (call) => {
    await content.startReading(call.db, call.by, { reads: 'whole' }, now)
    const result = await verb(call)
    await content.stopReading(call.db)
    return result
  }
const languages = ['sv']

const system = {
  name: 'new',
  redirectUris: [],
  logoutUris: [],
  backchannelUri: null,
  frontchannelUri: null,
  groupId: null,
  scopes: [],
  asksPerson: false,
}

const walks = {
  audit: {
    insertEvent: ({ db, by, whose }) =>
      audit.insertEvent(db, {
        id: id(19, whose),
        organisationId: by,
        at: now,
        act: 'signed-in',
        outcome: 'success',
        actorId: id(2, whose),
        subjectId: id(2, whose),
        details: {},
        personal: null,
        personalSalt: null,
        personalDigest: bytes('new'),
      }),
    lockChain: ({ db, by }) => audit.lockChain(db, by),
    lastLink: ({ db, by }) => audit.lastLink(db, by),
    unsealedEvents: ({ db, by }) => audit.unsealedEvents(db, by, 10),
    insertLinks: ({ db, by, whose }) =>
      audit.insertLinks(db, [{ organisationId: by, position: 9n, eventId: id(11, whose), hash: bytes('new'), version: 2, keyId: 'a', sealedAt: now }]),
    findEvents: ({ db, by, whose }) => audit.findEvents(db, by, { subjectId: id(2, whose), act: 'signed-in' }, id(99, whose), 10),
    insertVerification: ({ db, by, whose }) => audit.insertVerification(db, by, { id: id(17, whose), askedBy: id(2, whose), askedAt: now }),
    lockVerification: ({ db, by }) => audit.lockVerification(db, by),
    latestVerification: ({ db, by }) => audit.latestVerification(db, by),
    saveVerification: ({ db, by, whose }) => audit.saveVerification(db, by, id(18, whose), { walked: 9n }),
    removeUnsealed: ({ db, by, whose }) => audit.removeUnsealed(db, by, [id(11, whose)]),
    findForgotten: {
      first: ({ db, by, whose }) => audit.removeUnsealed(db, by, [id(11, whose)]),
      verb: ({ db, by }) => audit.findForgotten(db, by),
    },
    linkedEvents: ({ db, by }) => audit.linkedEvents(db, by, 0n, 10),
    linkAt: ({ db, by, whose }) => audit.linkAt(db, by, BigInt(whose + 1)),
    lockShipment: ({ db, by, whose }) => audit.lockShipment(db, by, `udp://log${whose}`),
    findShipment: ({ db, by, whose }) => audit.findShipment(db, by, `udp://log${whose}`),
    saveShipment: ({ db, by, whose }) =>
      audit.saveShipment(db, { organisationId: by, destination: `udp://log${whose}`, position: 9n, hash: bytes('new'), headSentAt: now }),
    eventsOfSubject: ({ db, by, whose }) => audit.eventsOfSubject(db, by, id(2, whose), null, 10),
  } satisfies Walk<typeof audit>,
  campaigns: {
    insertCampaign: ({ db, by, whose }) => campaigns.insertCampaign(db, by, { id: id(95, whose), plan, createdBy: id(2, whose), createdAt: now }),
    findById: (call) => campaigns.findById(call.db, ...campaign(call)),
    listNewest: ({ db, by }) => campaigns.listNewest(db, by, 10),
    moveState: (call) => campaigns.moveState(call.db, ...campaign(call), { from: ['running'], to: 'paused' }),
    removeDraft: (call) => campaigns.removeDraft(call.db, ...campaign(call, 41)),
    listGroups: ({ db, by }) => campaigns.listGroups(db, by),
    chooseNext: (call) => campaigns.chooseNext(call.db, ...campaign(call, 41), { most: 10, dialling: ['+46%'], at: now }),
    takeTurn: (call) => campaigns.takeTurn(call.db, ...campaign(call), { now, pause: 1, catchUp: 5 }),
    claimNext: (call) => campaigns.claimNext(call.db, ...campaign(call), now),
    insertSending: ({ db, by, whose }) =>
      campaigns.insertSending(db, {
        organisationId: by,
        campaignId: id(40, whose),
        personId: id(2, whose),
        channel: 'sms',
        at: now,
        messageId: null,
        refusal: 'new',
      }),
    movePerson: ({ db, by, whose }) =>
      campaigns.movePerson(db, { organisationId: by, campaignId: id(40, whose), personId: id(2, whose) }, { step: 0 }, { state: 'left-out' }),
    markArrived: (call) => campaigns.markArrived(call.db, ...campaign(call, 42), now, true),
    fallThrough: (call) => campaigns.fallThrough(call.db, ...campaign(call, 44), now, true),
    markAnswers: (call) => campaigns.markAnswers(call.db, ...campaign(call), { from: minutes(-2), until: now }),
    isWorkLeft: (call) => campaigns.isWorkLeft(call.db, ...campaign(call)),
    saveCounts: (call) => campaigns.saveCounts(call.db, ...campaign(call), now),
    listCounts: (call) => campaigns.listCounts(call.db, ...campaign(call)),
    listGroupCounts: (call) => campaigns.listGroupCounts(call.db, ...campaign(call), '', 10),
    listWaitingLetters: (call) => campaigns.listWaitingLetters(call.db, ...campaign(call, 45), 10),
    insertLetters: ({ db, by, whose }) =>
      campaigns.insertLetters(db, by, { id: id(96, whose), campaignId: id(40, whose), madeAt: now, expiresAt: minutes(9), count: 1, sealed: bytes('new') }),
    listLetters: (call) => campaigns.listLetters(call.db, ...campaign(call, 45), now),
    findLetters: (call) => campaigns.findLetters(call.db, ...campaign(call, 45), id(48, call.whose), now),
  } satisfies Walk<typeof campaigns>,
  elections: {
    insertElection: ({ db, by, whose }) => elections.insertElection(db, by, { id: id(97, whose), plan: electionPlan, createdBy: id(2, whose), createdAt: now }),
    findById: (call) => elections.findById(call.db, ...election(call, 55)),
    listNewest: ({ db, by }) => elections.listNewest(db, by, 10),
    saveDraft: (call) => elections.saveDraft(call.db, ...election(call, 53), 1, electionPlan),
    saveOfficersKey: (call) => elections.saveOfficersKey(call.db, ...election(call, 53), 1, 'key'),
    removeDraft: (call) => elections.removeDraft(call.db, ...election(call, 53)),
    moveState: (call) => elections.moveState(call.db, ...election(call, 53), { from: 'draft', to: 'freezing' }),
    countEligible: ({ db, by, whose }) => elections.countEligible(db, by, [id(3, whose)]),
    takeOnRoll: (call) => elections.takeOnRoll(call.db, ...election(call, 54), 10),
    countRoll: (call) => elections.countRoll(call.db, ...election(call, 55)),
    keepManifest: (call) => elections.keepManifest(call.db, ...election(call, 54), { manifest: '{}', tokenKey: bytes('new'), sealKey: bytes('new') }),
    findKeys: (call) => elections.findKeys(call.db, ...election(call, 55)),
    keepResult: (call) => elections.keepResult(call.db, ...election(call, 55), { ballots: 0, undecipherable: 0, counts: [] }, now),
    markCalledOff: (call) => elections.markCalledOff(call.db, ...election(call, 59), { reason: 'x', by: id(2, call.whose), at: now }),
    findOnRoll: (call) => elections.findOnRoll(call.db, ...election(call, 55), id(2, call.whose)),
    holdOnRoll: (call) => elections.holdOnRoll(call.db, ...election(call, 55), id(2, call.whose)),
    markIssued: (call) => elections.markIssued(call.db, ...election(call, 55), id(2, call.whose), { blindedHash: bytes('new'), blindSig: bytes('new') }, now),
    findForCard: (call) =>
      elections.findForCard(call.db, ...election(call, 55), elections.personPiece(id(2, call.whose))).then((asker) => asker?.place ?? null),
    takeToTell: (call) => elections.takeToTell(call.db, ...election(call, 55), 'told', 10, now),
    takeCardsToTell: (call) => elections.takeCardsToTell(call.db, ...election(call, 56), 10),
    listOfPerson: ({ db, by, whose }) => elections.listOfPerson(db, by, id(2, whose), { now, most: 10 }),
    insertPapers: (call) => elections.insertPapers(call.db, ...election(call, 57), [Buffer.from('new')]),
    countPapers: (call) => elections.countPapers(call.db, ...election(call, 57)),
    findPaperFor: (call) => elections.findPaperFor(call.db, ...election(call, 57), id(2, call.whose)),
    findPaperImage: (call) => elections.findPaperImage(call.db, ...election(call, 57), paperHash(call.whose)),
    listPaperEntries: (call) => elections.listPaperEntries(call.db, ...election(call, 57)),
    insertPaperEntry: (call) =>
      elections.insertPaperEntry(call.db, ...election(call, 57), { paper: paperHash(call.whose), officer: id(2, call.whose), choices: null }),
    listByPost: (call) => elections.listByPost(call.db, ...election(call, 58)),
    waitForPost: (call) => elections.waitForPost(call.db, ...election(call, 58), id(2, call.whose), false),
    keepTicket: (call) => elections.keepTicket(call.db, ...election(call, 56), id(2, call.whose), bytes('ticket')),
    markGivenBack: {
      first: (call) => elections.keepTicket(call.db, ...election(call, 56), id(2, call.whose), bytes('ticket')),
      verb: (call) => elections.markGivenBack(call.db, ...election(call, 56), id(2, call.whose), bytes('ticket')),
    },
    holdWaiting: (call) => elections.holdWaiting(call.db, ...election(call, 58)),
    hasPile: (call) => elections.hasPile(call.db, ...election(call, 58), bytes(call.of.mark)),
    insertPile: (call) =>
      elections.insertPile(call.db, ...election(call, 58), { wishesHash: bytes('new'), people: Array.from({ length: 10 }, () => id(2, call.whose)) }),
    holdPaper: (call) => elections.holdPaper(call.db, ...election(call, 57), paperHash(call.whose)),
  } satisfies Walk<typeof elections>,
  'elections/simple': {
    castBallot: (call) => simpleVotes.castBallot(call.db, ...election(call, 59), id(2, call.whose), [[0]]),
    stopCasting: (call) => simpleVotes.stopCasting(call.db, ...election(call, 59)),
    removeAnswers: (call) => simpleVotes.removeAnswers(call.db, ...election(call, 59)),
    listAnswers: (call) => simpleVotes.listAnswers(call.db, ...election(call, 59)),
  } satisfies Walk<typeof simpleVotes>,
  cases: {
    insertObjection: ({ db, by, whose }) =>
      cases.insertObjection(db, {
        organisationId: by,
        personId: id(2, whose),
        hmac: bytes('new'),
        told: 'password-changed',
        channel: 'sms',
        recipient: name(whose).mobile,
        createdAt: now,
        expiresAt: minutes(9),
      }),
    findByHmac: ({ db, by, whose }) => cases.findByHmac(db, by, bytes(`objection ${whose}`)),
    spendOfPerson: ({ db, by, whose }) => cases.spendOfPerson(db, by, id(2, whose), id(13, whose), now),
    findOpen: ({ db, by, whose }) => cases.findOpen(db, by, id(2, whose), 'not-me'),
    nextNumber: ({ db, by }) => cases.nextNumber(db, by),
    insertCase: ({ db, by, whose }) =>
      cases.insertCase(db, {
        organisationId: by,
        personId: id(2, whose),
        number: 99,
        kind: 'not-me',
        told: 'password-changed',
        channel: 'sms',
        toldAt: now,
        openedAt: now,
      }),
    listOpen: ({ db, by }) => cases.listOpen(db, by, 'not-me', 10),
    countOpen: ({ db, by, whose }) => Promise.all([cases.countOpen(db, by, 'not-me', null), cases.countOpen(db, by, 'not-me', [id(3, whose)])]),
    closeOfPerson: ({ db, by, whose }) => cases.closeOfPerson(db, by, id(2, whose), 'not-me', now),
    listOfPerson: ({ db, by, whose }) => cases.listOfPerson(db, by, id(2, whose)),
  } satisfies Walk<typeof cases>,
  'cases/contact': {
    listTopics: ({ db, by }) => contact.listTopics(db, by),
    insertTopic: ({ db, by, whose }) => contact.insertTopic(db, by, { id: id(74, whose), labels: { sv: 'new' }, groupId: id(3, whose) }),
    deleteTopic: ({ db, by, whose }) => contact.deleteTopic(db, by, id(73, whose)),
    insertContact: ({ db, by, whose }) =>
      contact.insertContact(db, {
        organisationId: by,
        caseId: id(13, whose),
        number: 99,
        topic: 'new',
        name: 'new',
        language: 'sv',
        openedAt: now,
        changedAt: now,
      }),
    insertMessage: ({ db, by, whose }) =>
      contact.insertMessage(db, { organisationId: by, id: id(75, whose), caseId: id(71, whose), at: now, isFromStaff: true, text: 'new' }),
    listInbox: ({ db, by, whose }) => contact.listInbox(db, by, { state: '', topic: '', before: null, groupIds: [id(3, whose)] }, 10),
    findContact: ({ db, by, whose }) => contact.findContact(db, by, whose + 70),
    holdContact: ({ db, by, whose }) => contact.holdContact(db, by, whose + 70),
    listOfPerson: ({ db, by, whose }) => contact.listOfPerson(db, by, id(2, whose), 10),
    listMessages: ({ db, by, whose }) => contact.listMessages(db, by, id(71, whose)),
    insertFile: ({ db, by, whose }) =>
      contact.insertFile(db, {
        organisationId: by,
        id: id(78, whose),
        messageId: id(72, whose),
        fileId: id(77, whose),
        name: 'new.png',
        type: 'image/png',
        bytes: 1,
      }),
    findFile: ({ db, by, whose }) => contact.findFile(db, by, id(71, whose), id(76, whose)),
    setState: ({ db, by, whose }) => contact.setState(db, by, id(71, whose), 'closed', now),
  } satisfies Walk<typeof contact>,
  codes: {
    findCode: (call) => codes.findCode(call.db, key(call)),
    insertCode: (call) => codes.insertCode(call.db, { ...key(call), purpose: 'recover' }, { ...secret, personId: id(2, call.whose) }),
    replaceCode: (call) => codes.replaceCode(call.db, key(call), call.of.own, 5, { ...secret, personId: id(2, call.whose) }),
    setMessage: (call) => codes.setMessage(call.db, key(call), id(8, call.whose)),
    countTry: (call) => codes.countTry(call.db, key(call), 5),
    spendCode: ({ db, by, whose }) => codes.spendCode(db, by, id(7, whose), now),
    endOfPerson: ({ db, by, whose }) => codes.endOfPerson(db, by, id(2, whose), now),
  } satisfies Walk<typeof codes>,
  delivery: {
    insertMessage: ({ db, by, whose }) =>
      delivery.insertMessage(db, {
        id: id(90, whose),
        organisationId: by,
        personId: id(2, whose),
        channel: 'sms',
        recipient: name(whose).mobile,
        country: 'SE',
        purpose: 'sign-in-code',
        sealedContent: bytes('new'),
        holdsSecret: true,
        reference: null,
        staleAt: null,
        createdAt: now,
        nextAttemptAt: now,
        priority: 0,
      }),
    enqueueDelivery: (call) => delivery.enqueueDelivery(call.db, place(call), 60_000),
    claimMessage: (call) => delivery.claimMessage(call.db, place(call), now, minutes(1)),
    moveMessage: (call) => delivery.moveMessage(call.db, place(call, 9), { from: ['handing-over'], to: 'handed-over', at: now, answer: 'new' }),
    saveProviderId: (call) => delivery.saveProviderId(call.db, place(call), 'gateway', 'new'),
    emptyContent: (call) => delivery.emptyContent(call.db, place(call)),
    findMessage: (call) => delivery.findMessage(call.db, place(call)),
    listOfPerson: ({ db, by, whose }) => delivery.listOfPerson(db, by, id(2, whose)),
    claimLetters: ({ db, by, whose }) => delivery.claimLetters(db, by, { messageIds: [id(19, whose)], limit: 10, now, leaseEndsAt: minutes(1) }),
    findShown: (call) => delivery.findShown(call.db, place(call)),
    countSince: ({ db, by }) => delivery.countSince(db, by, minutes(-60)),
    namePile: ({ db, by, whose }) => delivery.namePile(db, by, [id(19, whose)], id(23, whose)),
    listPiles: ({ db, by }) => delivery.listPiles(db, by),
    lettersOfPile: ({ db, by, whose }) => delivery.lettersOfPile(db, by, id(22, whose)),
    countWaitingLetters: ({ db, by }) => delivery.countWaitingLetters(db, by, now),
    findMessages: ({ db, by, whose }) => delivery.findMessages(db, by, { personId: id(2, whose), channel: 'sms' }, id(99, whose), 10),
    eventsOf: (call) => delivery.eventsOf(call.db, place(call)),
    listWaitingLetters: ({ db, by, whose }) => delivery.listWaitingLetters(db, by, id(2, whose), 'first-password'),
  } satisfies Walk<typeof delivery>,
  erasure: {
    removePerson: ({ db, by, whose }) => erasure.removePerson(db, by, id(2, whose)),
    listHeld: async ({ db, by, whose }) => Object.values(await erasure.listHeld(db, by, id(2, whose))).flat(),
    emptyPersonal: ({ db, by, whose }) => erasure.emptyPersonal(db, by, id(2, whose)),
  } satisfies Walk<typeof erasure>,
  journeys: {
    insertJourney: ({ db, by, whose }) =>
      journeys.insertJourney(db, {
        id: id(91, whose),
        organisationId: by,
        personId: id(2, whose),
        kind: 'sign-in',
        state: 'new',
        browserHash: bytes(`browser ${whose}`),
        createdAt: now,
        expiresAt: minutes(9),
      }),
    findLive: ({ db, by, whose }) => journeys.findLive(db, { organisationId: by, kind: 'sign-in', browserHash: bytes(`browser ${whose}`) }, now),
    moveFrom: ({ db, by, of, whose }) => journeys.moveFrom(db, by, id(6, whose), `begun by ${of.mark}`, { state: 'new' }),
    findLiveById: ({ db, by, whose }) => journeys.findLiveById(db, by, 'sign-in', id(6, whose), now),
    findLatestState: ({ db, by, whose }) => journeys.findLatestState(db, { organisationId: by, kind: 'sign-in', browserHash: bytes(`browser ${whose}`) }),
    findLiveOfPerson: ({ db, by, whose }) => journeys.findLiveOfPerson(db, by, 'sign-in', id(2, whose), now),
    lastFinished: {
      first: ({ db, by, of, whose }) => journeys.moveFrom(db, by, id(6, whose), `begun by ${of.mark}`, { state: 'done', finishedAt: now }),
      verb: ({ db, by, whose }) => journeys.lastFinished(db, by, 'sign-in', id(2, whose), 'done', minutes(-9)),
    },
    findStateById: ({ db, by, whose }) => journeys.findStateById(db, by, 'sign-in', id(6, whose), now),
    holdRow: ({ db, by, whose }) => journeys.holdRow(db, by, id(6, whose)),
    endOthersOfPerson: ({ db, by, whose }) => journeys.endOthersOfPerson(db, by, id(2, whose), id(6, 99), now),
    endOfPerson: ({ db, by, whose }) => journeys.endOfPerson(db, by, 'sign-in', id(2, whose), now),
  } satisfies Walk<typeof journeys>,
  limits: {} satisfies Walk<typeof limits>,
  factors: {
    insertApp: ({ db, by, whose }) =>
      factors.insertApp(db, {
        id: id(62, whose),
        organisationId: by,
        personId: id(2, whose),
        name: 'new',
        sealedSecret: bytes('new'),
        lastStep: 1,
        createdAt: now,
      }),
    findApps: ({ db, by, whose }) => factors.findApps(db, by, id(2, whose)),
    spendStep: ({ db, by, whose }) => factors.spendStep(db, by, id(60, whose), 99, now),
    deleteApp: ({ db, by, whose }) => factors.deleteApp(db, by, id(2, whose), id(60, whose)),
    deleteApps: ({ db, by, whose }) => factors.deleteApps(db, by, id(2, whose)),
    replaceRecoveryCodes: ({ db, by, whose }) => factors.replaceRecoveryCodes(db, by, id(2, whose), [bytes('new')], now),
    spendRecoveryCode: ({ db, by, whose }) => factors.spendRecoveryCode(db, by, id(2, whose), bytes(`recovery ${whose}`), now),
    insertPasskey: ({ db, by, whose }) =>
      factors.insertPasskey(db, {
        id: id(65, whose),
        organisationId: by,
        personId: id(2, whose),
        name: 'new',
        host: 'localhost',
        credentialId: bytes(`new ${whose}`),
        publicKey: bytes('new'),
        userHandle: bytes('new'),
        counter: 0n,
        transports: [],
        createdAt: now,
      }),
    findKindsOfFactors: ({ db, by, whose }) => factors.findKindsOfFactors(db, by, id(2, whose)),
    findPasskeys: ({ db, by, whose }) => factors.findPasskeys(db, by, id(2, whose)),
    findPasskey: ({ db, by, whose }) => factors.findPasskey(db, by, bytes(`credential ${whose}`)),
    countPasskey: ({ db, by, whose }) => factors.countPasskey(db, by, id(64, whose), 99n, now),
    deletePasskey: ({ db, by, whose }) => factors.deletePasskey(db, by, id(2, whose), id(64, whose)),
    deletePasskeys: ({ db, by, whose }) => factors.deletePasskeys(db, by, id(2, whose)),
    findRecoveryCodes: ({ db, by, whose }) => factors.findRecoveryCodes(db, by, id(2, whose)),
  } satisfies Walk<typeof factors>,
  organisations: {
    findInForce: ({ db, by }) => organisations.findInForce(db, by),
    insertVersion: ({ db, by }) => organisations.insertVersion(db, { organisationId: by, number: 9, settings: {}, at: now }),
    listVersions: ({ db, by }) => organisations.listVersions(db, by, null, 10),
    findVersionUpTo: ({ db, by }) => organisations.findVersionUpTo(db, by, 5),
    findDraft: ({ db, by }) => organisations.findDraft(db, by),
    saveDraft: ({ db, by, of, whose }) =>
      organisations.saveDraft(db, by, of.own, { settings: { of: of.mark }, basedOn: 1, changedBy: id(2, whose), changedAt: now }),
    deleteDraft: ({ db, by, of }) => organisations.deleteDraft(db, by, of.own),
    setDate: ({ db, by, of }) => organisations.setDate(db, by, of.own, { effectiveAt: minutes(9) }),
  } satisfies Walk<typeof organisations>,
  passwords: {
    findPassword: ({ db, by, whose }) => passwords.findPassword(db, by, id(2, whose)),
    findFormerHashes: ({ db, by, whose }) => passwords.findFormerHashes(db, by, id(2, whose), 24),
    replacePassword: (call) => passwords.replacePassword(call.db, call.by, id(2, call.whose), stored(call), next),
    replaceHash: (call) => passwords.replaceHash(call.db, call.by, id(2, call.whose), stored(call).hash, 'next hash'),
    insertFormerHash: ({ db, by, whose }) => passwords.insertFormerHash(db, by, id(2, whose), 'next hash', now),
    deleteOldFormerHashes: ({ db, by, whose }) => passwords.deleteOldFormerHashes(db, by, id(2, whose), 1),
    countFailure: ({ db, by, whose }) => passwords.countFailure(db, by, id(2, whose), lock, now, null),
    deleteFailures: ({ db, by, whose }) => passwords.deleteFailures(db, by, id(2, whose), now, true),
    findFailures: ({ db, by, whose }) => passwords.findFailures(db, by, id(2, whose)),
    lockFirstPasswords: ({ db, by, whose }) => passwords.lockFirstPasswords(db, by, id(2, whose)),
    insertFirstPassword: {
      first: ({ db, by, whose }) => passwords.endFirstPasswords(db, by, id(2, whose), now),
      verb: ({ db, by, whose }) =>
        passwords.insertFirstPassword(db, {
          organisationId: by,
          personId: id(2, whose),
          hmac: bytes('new'),
          channel: 'sms',
          createdAt: now,
          expiresAt: minutes(9),
        }),
    },
    endFirstPasswords: ({ db, by, whose }) => passwords.endFirstPasswords(db, by, id(2, whose), now),
    findFirstPassword: ({ db, by, whose }) => passwords.findFirstPassword(db, by, id(2, whose), now),
    endFirstPassword: ({ db, by, whose }) => passwords.endFirstPassword(db, by, id(4, whose), now),
    eraseHash: ({ db, by, whose }) => passwords.eraseHash(db, by, id(2, whose)),
    deleteHashes: ({ db, by, whose }) => passwords.deleteHashes(db, by, id(2, whose)),
    deleteAllHashes: ({ db, by }) => passwords.deleteAllHashes(db, by),
    takeFailureBack: ({ db, by, whose }) => passwords.takeFailureBack(db, by, id(2, whose), true),
    countAccounts: ({ db, by }) => passwords.countAccounts(db, by, now),
  } satisfies Walk<typeof passwords>,
  'organisations/secrets': {
    findSecret: ({ db, by }) => secrets.findSecret(db, by, 'directory', 'target'),
    writeSecret: ({ db, by }) => secrets.writeSecret(db, by, { kind: 'provider', target: 'target', sealed: bytes('new'), changedAt: now }),
  } satisfies Walk<typeof secrets>,
  people: {
    findByIdentifier: ({ db, by, whose }) => people.findByIdentifier(db, by, name(whose).username),
    findById: ({ db, by, whose }) => people.findById(db, by, id(2, whose)),
    groupsOf: ({ db, by, whose }) => people.groupsOf(db, by, id(2, whose)),
    grantsOf: ({ db, by, whose }) => people.grantsOf(db, by, id(2, whose)),
    addressesOf: ({ db, by, whose }) => people.addressesOf(db, by, [id(2, whose)]),
    namesOf: ({ db, by, whose }) => people.namesOf(db, by, [id(2, whose)]),
    findByRole: ({ db, by }) => people.findByRole(db, by, 'editor'),
    isWithin: ({ db, by, whose }) => people.isWithin(db, by, id(2, whose), { groupIds: [id(3, whose)] }),
    markFirstSignIn: ({ db, by, whose }) => people.markFirstSignIn(db, by, id(2, whose), now),
    findDetails: ({ db, by, whose }) => people.findDetails(db, by, id(2, whose)),
    savePersonChanges: ({ db, by, whose }) => people.savePersonChanges(db, by, id(2, whose), { city: 'Ny stad' }, ['city'], now),
    takeIdentifier: ({ db, by, whose }) => people.takeIdentifier(db, by, id(2, whose), name(whose).former),
    dropIdentifier: ({ db, by, whose }) => people.dropIdentifier(db, by, id(2, whose), name(whose).username),
    lockPerson: ({ db, by, whose }) => people.lockPerson(db, by, id(2, whose)),
    countTouched: ({ db, by }) => people.countTouched(db, by, { identifiers: ['email'], proofs: [['email'], ['sms']], languages: ['sv'] }),
    countFormerNames: ({ db, by }) => people.countFormerNames(db, by),
    listIdentifiers: ({ db, by, whose }) => people.listIdentifiers(db, by, id(2, whose)),
    findByWholeName: ({ db, by, whose }) => people.findByWholeName(db, by, { key: name(whose).username, mobile: name(whose).mobile }, everybody),
    findByName: ({ db, by, whose }) => people.findByName(db, by, { words: ['kerstin'], digits: null, reach: { groupIds: [id(3, whose)] }, most: 5 }),
    findByLikeName: ({ db, by, whose }) => people.findByLikeName(db, by, { words: ['kerstin'], digits: null, reach: { groupIds: [id(3, whose)] }, most: 5 }),
    findByFarName: ({ db, by, whose }) => people.findByFarName(db, by, { words: ['kerstin'], digits: null, reach: { groupIds: [id(3, whose)] }, most: 5 }),
    findByContact: ({ db, by, whose }) => people.findByContact(db, by, name(whose)),
    insertPerson: ({ db, by, whose }) =>
      people.insertPerson(
        db,
        by,
        { email: name(whose).email, username: null, givenName: 'Ny', familyName: 'Person', language: 'sv' },
        { role: 'member', selfChanged: ['email'], now },
      ),
    setStatus: ({ db, by, whose }) => people.setStatus(db, by, id(2, whose), 'frozen', now),
    insertRegistered: ({ db, by, whose }) => people.insertRegistered(db, by, id(97, whose), now),
    saveRegistered: ({ db, by, whose }) => people.saveRegistered(db, by, id(2, whose), { city: 'Ny stad', mobile: null }, now),
    forgetNames: ({ db, by, whose }) => people.forgetNames(db, by, id(2, whose), [name(whose).username]),
    deleteStaffRoles: ({ db, by, whose }) => people.deleteStaffRoles(db, by, id(2, whose)),
  } satisfies Walk<typeof people>,
  'people/roles': {
    groupsNamed: ({ db, by, whose }) => roles.groupsNamed(db, by, [`grupp${whose}`]),
    groupsWithIds: ({ db, by, whose }) => roles.groupsWithIds(db, by, [id(3, whose)]),
    insertRequest: ({ db, by, whose }) =>
      roles.insertRequest(db, {
        id: id(95, whose),
        organisationId: by,
        personId: id(2, whose),
        role: 'editor',
        isBounded: false,
        groupIds: [],
        reason: 'new',
        askedBy: id(2, whose),
        askedAt: now,
        expiresAt: minutes(9),
      }),
    findOpenRequest: ({ db, by, whose }) => roles.findOpenRequest(db, by, id(20, whose), now),
    listOpenRequests: ({ db, by }) => roles.listOpenRequests(db, by, now),
    closeRequest: ({ db, by, whose }) => roles.closeRequest(db, by, id(20, whose), { state: 'declined', decidedBy: id(2, whose), now }),
    closeRequestsFor: ({ db, by, whose }) => roles.closeRequestsFor(db, by, id(2, whose), 'administrator', null, now),
    writeGrant: ({ db, by, whose }) => roles.writeGrant(db, by, id(2, whose), 'caseworker', [id(3, whose)], now),
    deleteGrant: ({ db, by, whose }) => roles.deleteGrant(db, by, id(2, whose), 'editor'),
    holdAdministrators: ({ db, by }) => roles.holdAdministrators(db, by),
    countWithRoles: ({ db, by }) => roles.countWithRoles(db, by, ['administrator', 'caseworker', 'editor']),
    listHolders: ({ db, by, whose }) => roles.listHolders(db, by, null, { familyName: '', givenName: '', id: id(2, whose), role: '' }, 10),
  } satisfies Walk<typeof roles>,
  files: {
    insertFile: ({ db, by, whose }) => files.insertFile(db, by, { id: id(89, whose), name: 'new.csv', createdAt: now, place: 'database' }),
    insertPiece: ({ db, by, whose }) => files.insertPiece(db, by, id(16, whose), 9, bytes('new')),
    setLength: ({ db, by, whose }) => files.setLength(db, by, id(16, whose), 9),
    findPlace: ({ db, by, whose }) => files.findPlace(db, by, id(16, whose)),
    forgetLeft: ({ db, by, whose }) => files.forgetLeft(db, by, id(16, whose)),
    findPiece: ({ db, by, whose }) => files.findPiece(db, by, id(16, whose), 0),
    deleteFile: ({ db, by, whose }) => files.deleteFile(db, by, id(16, whose)),
  } satisfies Walk<typeof files>,
  content: {
    listLines: edited(({ db, by }) => content.listLines(db, by, { kind: 'page', languages, after: null, count: 5 })),
    findItem: edited(({ db, by, whose }) => content.findItem(db, by, { kind: 'page', slug: `sida${whose}` })),
    findMoved: edited(({ db, by, whose }) => content.findMoved(db, by, 'page', `flyttad${whose}`)),
    listTexts: edited(({ db, by, whose }) => content.listTexts(db, by, id(50, whose))),
    listFiles: edited(({ db, by, whose }) => content.listFiles(db, by, id(50, whose))),
    findFile: edited(({ db, by, whose }) => content.findFile(db, by, id(51, whose))),
    insertFile: edited(({ db, by, whose }) =>
      content.insertFile(db, by, {
        id: id(52, whose),
        contentId: id(50, whose),
        fileId: id(16, whose),
        name: 'ny.png',
        type: 'image/png',
        bytes: 1,
        width: 1,
        height: 1,
        alt: 'En bild',
        addedAt: now,
      }),
    ),
    deleteFile: edited(({ db, by, whose }) => content.deleteFile(db, by, id(51, whose))),
    listForEditors: edited(({ db, by }) =>
      content.listForEditors(db, by, { kind: null, state: null, language: null, words: '', languages, today: '2026-11-29', after: null, count: 5 }),
    ),
    insertItem: edited(({ db, by, whose }) =>
      content.insertItem(db, by, {
        id: id(53, whose),
        kind: 'page',
        slug: `ny${whose}`,
        audience: 'members',
        audienceGroups: [],
        publishAt: null,
        expireAt: null,
        ownerId: null,
        reviewBy: null,
        position: 0,
        href: '',
        mark: '',
        createdAt: now,
        updatedAt: now,
      }),
    ),
    changeItem: edited(({ db, by, whose }) => content.changeItem(db, by, id(50, whose), 1, { state: 'review' }, now)),
    isSlugTaken: edited(({ db, by, whose }) => content.isSlugTaken(db, by, 'page', `sida${whose}`, id(54, whose))),
    moveSlug: edited(({ db, by, whose }) => content.moveSlug(db, by, 'page', id(50, whose), { from: 'gammal', to: `flyttad${whose}` })),
    deleteItem: edited(({ db, by, whose }) => content.deleteItem(db, by, id(50, whose))),
    insertRevision: edited(({ db, by, whose }) =>
      content.insertRevision(db, by, id(50, whose), {
        number: 3,
        language: 'sv',
        title: 'ny',
        summary: '',
        keywords: '',
        body: '',
        sourceRevision: null,
        savedBy: null,
        savedAt: now,
      }),
    ),
    listLatest: edited(({ db, by, whose }) => content.listLatest(db, by, id(50, whose))),
    listRevisions: edited(({ db, by, whose }) => content.listRevisions(db, by, id(50, whose), 'sv', 9, 5)),
    findRevisions: edited(({ db, by, whose }) => content.findRevisions(db, by, id(50, whose), 2)),
    listTitlesToReview: edited(({ db, by }) => content.listTitlesToReview(db, by, languages, now, 5)),
    showLatest: edited(({ db, by, whose }) => content.showLatest(db, by, id(50, whose))),
  } satisfies Walk<typeof content>,
  'content/search': {
    listUnindexed: edited(({ db, by, whose }) => search.listUnindexed(db, by, id(50, whose), 5)),
    findText: edited(({ db, by, whose }) => search.findText(db, by, id(50, whose), 'sv')),
    replaceSections: edited(({ db, by, whose }) =>
      search.replaceSections(db, by, id(50, whose), { language: 'sv', title: 'Ny', keywords: '', revision: 1, updatedAt: now }, [
        { position: 0, anchor: '', heading: 'Ny', body: 'text', words: 'text' },
      ]),
    ),
    openTerms: edited(({ db, by, whose }) => search.openTerms(db, by, id(50, whose))),
    keepWords: edited(({ db, by, whose }) => search.keepWords(db, by, id(50, whose))),
    tidyWords: edited(({ db, by }) => search.tidyWords(db, by)),
    findSections: edited(({ db, by }) =>
      search.findSections(db, by, { variants: [{ word: 0, text: 'rubrik', weight: 1 }], languages, isStranger: false, count: 5 }),
    ),
    listHeadings: edited(({ db, by }) => search.listHeadings(db, by, languages)),
  } satisfies Walk<typeof search>,
  'content/questions': {
    keepQuestion: ({ db, by, whose }) => questions.keepQuestion(db, by, { id: id(57, whose), day: now, language: 'sv', text: 'ny fråga', isAnswered: true }),
    markQuestion: ({ db, by, whose }) => questions.markQuestion(db, by, id(56, whose), true),
    listQuestions: ({ db, by }) => questions.listQuestions(db, by, 'notHelped', now, 5),
  } satisfies Walk<typeof questions>,
  groups: {
    listGroups: ({ db, by }) => groups.listGroups(db, by, '', 10),
    findGroup: ({ db, by, whose }) => groups.findGroup(db, by, id(3, whose)),
    lockGroup: ({ db, by, whose }) => groups.lockGroup(db, by, id(3, whose)),
    listNames: ({ db, by }) => groups.listNames(db, by),
    insertGroup: ({ db, by, whose }) => groups.insertGroup(db, by, { id: id(88, whose), name: 'ny' }),
    setName: ({ db, by, whose }) => groups.setName(db, by, id(3, whose), 'omdöpt'),
    setRule: ({ db, by, whose }) => groups.setRule(db, by, id(3, whose), cityRule),
    deleteGroup: ({ db, by, whose }) => groups.deleteGroup(db, by, id(3, whose)),
    countScopes: ({ db, by, whose }) => groups.countScopes(db, by, id(3, whose)),
    listMembers: ({ db, by, whose }) => groups.listMembers(db, by, id(3, whose), null, 5),
    membersAmong: ({ db, by, whose }) => groups.membersAmong(db, by, id(3, whose), [id(2, whose)]),
    insertMember: {
      first: ({ db, by, whose }) => groups.deleteMember(db, by, id(3, whose), id(2, whose)),
      verb: ({ db, by, whose }) => groups.insertMember(db, by, id(3, whose), id(2, whose)),
    },
    deleteMember: ({ db, by, whose }) => groups.deleteMember(db, by, id(3, whose), id(2, whose)),
    countByRule: ({ db, by }) => groups.countByRule(db, by, cityRule, { language: 'sv' }),
    applyRule: ({ db, by, whose }) =>
      groups.applyRule(db, by, id(3, whose), { ...cityRule, conditions: [{ field: 'city', value: 'Ingenstans' }] }, { language: 'sv' }, now),
  } satisfies Walk<typeof groups>,
  'register-import/exporting': {
    insertLeave: ({ db, by, whose }) =>
      exporting.insertLeave(db, by, { id: id(87, whose), personId: id(2, whose), groupId: null, createdAt: now, expiresAt: minutes(5) }),
    findLeave: ({ db, by, whose }) => exporting.findLeave(db, by, id(2, whose), id(17, whose), now),
    listPeople: ({ db, by, whose }) => exporting.listPeople(db, by, id(3, whose), id(0, 0), 5),
  } satisfies Walk<typeof exporting>,
  'register-import/undoing': {
    listUndoneRuns: ({ run, whose }) => undoing.listUndoneRuns(run.client, run.organisationId, id(12, whose)),
    restoreBatch: (call) => undoing.restoreBatch(undone(call), 10, now),
    removeBatch: (call) =>
      undoing.removeBatch({ ...undone(call), runs: [{ id: id(12, call.whose), startedAt: new Date(0x20000), finishedAt: now }], id: id(86, call.whose) }, 10),
    endUndo: (call) => undoing.endUndo(undone(call), now),
  } satisfies Walk<typeof undoing>,
  'register-import/uploads': {
    insertUpload: ({ db, by, whose }) =>
      uploads.insertUpload(db, by, { id: id(85, whose), fileId: id(16, whose), fileName: 'new.csv', bytes: 1, uploadedBy: id(2, whose), uploadedAt: now }),
    findUpload: ({ db, by, whose }) => uploads.findUpload(db, by, id(15, whose)),
    listUploads: ({ db, by }) => uploads.listUploads(db, by, 5),
    countAttempt: ({ db, by, whose }) => uploads.countAttempt(db, by, id(15, whose)),
    setProgress: ({ db, by, whose }) => uploads.setProgress(db, by, id(15, whose), { phase: 'merging', done: 1, total: 2 }),
    moveUpload: ({ db, by, whose }) => uploads.moveUpload(db, by, id(15, whose), { from: 'comparing', to: 'failed' }),
    forgetComparison: ({ db, by, whose }) => uploads.forgetComparison(db, by, id(15, whose)),
    readDifference: {
      first: runTable('changes', 'kind text, line int, person_id uuid, changes jsonb', `'gone', 1, '${id(2, twin)}', NULL`),
      verb: ({ db, by, whose }) => uploads.readDifference(db, by, id(12, whose), { kind: 'gone', after: 0, count: 5 }),
    },
    readNotes: {
      first: runTable('notes', 'line int, kind text, "column" text, key text, "values" jsonb', `1, 'refused', NULL, 'import.kept', NULL`),
      verb: ({ db, by, whose }) => uploads.readNotes(db, by, id(12, whose), { kind: 'refused', after: 0, count: 5 }),
    },
    findLastImport: ({ db, by }) => uploads.findLastImport(db, by, minutes(-999)),
    beginUndo: ({ db, by, whose }) => uploads.beginUndo(db, by, id(18, whose), id(2, whose), 'because'),
    listLeft: ({ db, by, whose }) => uploads.listLeft(db, by, id(18, whose), null, 5),
  } satisfies Walk<typeof uploads>,
  'register-import': {
    lockOrganisation: ({ client, by }) => imports.lockOrganisation(client, by),
    listUnfinished: ({ client, by, whose }) => imports.listUnfinished(client, by, bytes(`file ${whose}`), 1),
    makeRun: ({ run }) =>
      imports.makeRun(imports.openRun(run.client, run.organisationId, id(93, 0)), {
        fileName: 'new.csv',
        digest: bytes('new'),
        version: 1,
        isDryRun: false,
        startedAt: now,
      }),
    dropTables: ({ run }) => imports.dropTables(run),
    endRun: (call) => imports.endRun(begun(call), 'finished', now),
    copyIntoRows: ({ run, whose }) =>
      pipeline(Readable.from([copyLine(9, id(94, whose), { ok: false, failure: [{ column: null, key: 'import.kept' }] })]), imports.copyIntoRows(run)),
    closeStaging: (call) => imports.closeStaging(begun(call), 4),
    beginMerging: (call) => imports.beginMerging(begun(call)),
    isStagingWhole: ({ run }) => imports.isStagingWhole(run, 4),
    countRun: (call) => imports.countRun(begun(call)),
    readNotes: ({ run }) => Readable.from(imports.readNotes(run)).toArray(),
  } satisfies Walk<typeof imports>,
  'register-import/matching': {
    matchRows: ({ run }) => matching.matchRows(run, [...registerColumns]),
    refuseMismatches: ({ run }) => matching.refuseMismatches(run),
    collectClashes: ({ run }) => matching.collectClashes(run),
    decideClashes: ({ run }) => matching.decideClashes(run, false),
    refuseEntangled: ({ run }) => matching.refuseEntangled(run),
  } satisfies Walk<typeof matching>,
  'register-import/merging': {
    makeBatchTable: ({ run }) => merging.makeBatchTable(run),
    lockChangedPersons: ({ run }) => merging.lockChangedPersons(run),
    fillBatch: ({ run }) => merging.fillBatch(run, lines, [...registerColumns]),
    noteBatch: ({ run }) => merging.noteBatch(run),
    noteDifference: ({ run }) => merging.noteDifference(run),
    noteGone: ({ run }) => merging.noteGone(run),
    seeNames: ({ run }) => merging.seeNames(run),
    keepChanges: (call) => merging.keepChanges({ ...call.run, id: id(84, 0) }),
    countBatch: ({ run }) => merging.countBatch(run),
    markBatchMerged: (call) => merging.markBatchMerged(begun(call), lines, { created: 1, changed: 1, unchanged: 0 }),
    listBatches: ({ run }) => merging.listBatches(run, 5, 10),
    listRenamings: ({ run }) => merging.listRenamings(run),
    dropNames: (call) => merging.dropNames(call.run, mine(call)),
    markNamesFormer: (call) => merging.markNamesFormer(call.run, mine(call)),
    writePersons: ({ run }) => merging.writePersons(run, now),
    writeNames: { first: newPersons, verb: ({ run }) => merging.writeNames(run) },
    writeGroups: { first: newPersons, verb: ({ run }) => merging.writeGroups(run) },
    writeRoles: { first: newPersons, verb: ({ run }) => merging.writeRoles(run, now) },
    writePasswords: { first: newPersons, verb: ({ run }) => merging.writePasswords(run, now) },
    refuseTaken: ({ run }) => merging.refuseTaken(run, lines),
    forgetTakenNames: ({ run }) => merging.forgetTakenNames(run),
  } satisfies Walk<typeof merging>,
  scim: {
    findPeople: ({ db, by, whose }) => scim.findPeople(db, by, [id(2, whose)]),
    holdPerson: ({ db, by, whose }) => scim.holdPerson(db, by, id(2, whose)),
    listPeople: ({ db, by }) => scim.listPeople(db, by, { active: null, after: null, offset: 0, most: 10 }),
    countPeople: ({ db, by }) => scim.countPeople(db, by, true),
    findIdByName: ({ db, by, whose }) => scim.findIdByName(db, by, name(whose).username),
    findIdByExternalId: ({ db, by, whose }) => scim.findIdByExternalId(db, by, `external ${whose}`),
    saveKnown: ({ db, by, whose }) => scim.saveKnown(db, by, id(2, whose), { externalId: 'new', goneAt: now }),
    groupsOfPeople: ({ db, by, whose }) => scim.groupsOfPeople(db, by, [id(2, whose)]),
    findGroups: ({ db, by, whose }) => scim.findGroups(db, by, [id(3, whose)]),
    holdGroup: ({ db, by, whose }) => scim.holdGroup(db, by, id(3, whose)),
    listGroups: ({ db, by }) => scim.listGroups(db, by, { after: null, offset: 0, most: 10 }),
    countGroups: ({ db, by }) => scim.countGroups(db, by),
    findGroupIdByName: ({ db, by, whose }) => scim.findGroupIdByName(db, by, `grupp${whose}`),
    findGroupIdByExternalId: ({ db, by, whose }) => scim.findGroupIdByExternalId(db, by, `external ${whose}`),
    membersOf: ({ db, by, whose }) => scim.membersOf(db, by, [id(3, whose)], 10),
    insertGroup: ({ db, by, whose }) => scim.insertGroup(db, by, id(95, whose), 'helt ny grupp'),
    renameGroup: ({ db, by, whose }) => scim.renameGroup(db, by, id(3, whose), 'annan grupp'),
    saveGroupExternalId: ({ db, by, whose }) => scim.saveGroupExternalId(db, by, id(3, whose), 'new'),
    deleteGroup: ({ db, by, whose }) => scim.deleteGroup(db, by, id(3, whose)),
    addMembers: {
      first: ({ db, by, whose }) => scim.leaveGroups(db, by, id(2, whose)),
      verb: ({ db, by, whose }) => scim.addMembers(db, by, id(3, whose), [id(2, whose)]),
    },
    removeMembers: ({ db, by, whose }) => scim.removeMembers(db, by, id(3, whose), [id(2, whose)]),
    keepMembers: ({ db, by, whose }) => scim.keepMembers(db, by, id(3, whose), []),
    leaveGroups: ({ db, by, whose }) => scim.leaveGroups(db, by, id(2, whose)),
    countThere: ({ db, by, whose }) => scim.countThere(db, by, [id(2, whose)]),
  } satisfies Walk<typeof scim>,
  'scim/tokens': {
    insertToken: ({ db, by, whose }) =>
      tokens.insertToken(db, {
        id: id(96, whose),
        organisationId: by,
        name: 'new',
        hmac: bytes('new'),
        createdAt: now,
        createdBy: id(2, whose),
        expiresAt: minutes(60),
      }),
    findLiveToken: ({ db, by, whose }) => tokens.findLiveToken(db, by, bytes(`token ${whose}`), now),
    touchToken: ({ db, by, whose }) => tokens.touchToken(db, by, id(41, whose), now),
    listTokens: ({ db, by }) => tokens.listTokens(db, by),
    namesOfTokens: ({ db, by, whose }) => tokens.namesOfTokens(db, by, [id(41, whose)]),
    markRemoved: ({ db, by, whose }) => tokens.markRemoved(db, by, id(41, whose), now),
  } satisfies Walk<typeof tokens>,
  oidc: {
    insertClient: ({ db, by, whose }) => oidc.insertClient(db, by, { ...system, id: id(52, whose), secretHmac: null, createdAt: now, createdBy: null }),
    findLiveClient: ({ db, by, whose }) => oidc.findLiveClient(db, by, id(50, whose)),
    listLiveClients: ({ db, by }) => oidc.listLiveClients(db, by),
    writeSecret: ({ db, by, whose }) => oidc.writeSecret(db, by, id(50, whose), bytes('new')),
    updateClient: ({ db, by, whose }) => oidc.updateClient(db, by, id(50, whose), system),
    markClientRemoved: ({ db, by, whose }) => oidc.markClientRemoved(db, by, id(50, whose), now),
    isInGroup: ({ db, by, whose }) => oidc.isInGroup(db, by, id(3, whose), id(2, whose)),
    upsertConsent: ({ db, by, whose }) => oidc.upsertConsent(db, by, id(2, whose), id(50, whose), ['openid', 'email'], now),
    findConsent: ({ db, by, whose }) => oidc.findConsent(db, by, id(2, whose), id(50, whose)),
    listConsentsOf: ({ db, by, whose }) => oidc.listConsentsOf(db, by, id(2, whose)),
    writeArtifact: ({ db, by, whose }) =>
      oidc.writeArtifact(db, by, {
        kind: 'Grant',
        idHmac: bytes(`Grant ${whose}`),
        sealed: bytes('new'),
        grantId: null,
        personId: null,
        sessionId: null,
        createdAt: now,
        expiresAt: minutes(9),
      }),
    findArtifact: ({ db, by, whose }) => oidc.findArtifact(db, by, 'Grant', bytes(`Grant ${whose}`), now),
    consumeArtifact: ({ db, by, whose }) => oidc.consumeArtifact(db, by, 'Grant', bytes(`Grant ${whose}`), now),
    deleteArtifact: ({ db, by, whose }) => oidc.deleteArtifact(db, by, 'Grant', bytes(`Grant ${whose}`)),
    deleteOfGrant: ({ db, by, whose }) => oidc.deleteOfGrant(db, by, `grant ${whose}`),
    listKeys: ({ db, by }) => oidc.listKeys(db, by),
    insertKey: ({ db, by, whose }) => oidc.insertKey(db, by, { id: id(53, whose), sealed: bytes('new'), createdAt: now, signsFrom: now }, null),
    deleteKeys: ({ db, by, whose }) => oidc.deleteKeys(db, by, [id(51, whose)]),
  } satisfies Walk<typeof oidc>,
  retention: {
    removeBatch: async ({ db, by }) => {
      const counts = []
      for (const [kind, step] of retentionSteps) {
        await retention.beginNight(db, by, '2026-11-22', now)
        counts.push(await retention.removeBatch(db, by, { kind, step, before: minutes(600_000), night: '2026-11-22', most: 2 }))
      }
      return counts
    },
    countDue: ({ db, by }) => Promise.all(retentionSteps.map(([kind]) => retention.countDue(db, by, kind, minutes(600_000), 100))),
    listGone: ({ db, by }) => retention.listGone(db, by, minutes(60), id(0, 0), 10),
    isStillGone: ({ db, by, whose }) => retention.isStillGone(db, by, id(60, whose), minutes(60)),
    noteRemoval: ({ db, by }) => retention.noteRemoval(db, by, '2026-11-21', 'goneDays', 1),
    beginNight: ({ db, by }) => retention.beginNight(db, by, '2026-11-21', minutes(1)),
    endNight: ({ db, by }) => retention.endNight(db, by, '2026-11-21', now),
    removeNights: ({ db, by }) => retention.removeNights(db, by, '2026-11-22'),
    latestNight: ({ db, by }) => retention.latestNight(db, by),
    removalsOf: ({ db, by }) => retention.removalsOf(db, by, '2026-11-21'),
  } satisfies Walk<typeof retention>,
  webhooks: {
    insertWebhook: ({ db, by, whose }) =>
      webhooks.insertWebhook(db, by, {
        id: id(56, whose),
        url: 'https://new.example.org/',
        acts: [],
        sealedSecret: bytes('new'),
        position: 0n,
        createdAt: now,
        createdBy: null,
      }),
    findWebhooks: ({ db, by }) => webhooks.findWebhooks(db, by),
    findWebhook: ({ db, by, whose }) => webhooks.findWebhook(db, by, id(55, whose)),
    claimWebhook: ({ db, by, whose }) => webhooks.claimWebhook(db, by, id(55, whose), now, minutes(5)),
    updateWebhook: ({ db, by, whose }) => webhooks.updateWebhook(db, by, id(55, whose), { failures: 3 }),
    writeWebhookSecret: ({ db, by, whose }) =>
      webhooks.writeWebhookSecret(db, by, id(55, whose), { sealedSecret: bytes('new'), former: bytes('old'), formerUntil: minutes(5) }),
    deleteWebhook: ({ db, by, whose }) => webhooks.deleteWebhook(db, by, id(55, whose)),
  } satisfies Walk<typeof webhooks>,
  sessions: {
    insertSession: ({ db, by, whose }) =>
      sessions.insertSession(
        db,
        {
          id: id(9, whose),
          organisationId: by,
          personId: id(2, whose),
          tokenHash: bytes('new'),
          createdAt: now,
          authenticatedAt: now,
          lastSeenAt: now,
          idleMinutes: 60,
          expiresAt: minutes(60),
          isRemembered: false,
          factors: [],
          isInside: false,
          clientAddress: '',
          userAgent: '',
        },
        bytes(`device ${whose}`),
        [],
        null,
      ),
    findLiveSession: ({ db, by, whose }) => sessions.findLiveSession(db, by, bytes(`token ${whose}`), now),
    saveRemembered: ({ db, by, whose }) =>
      sessions.saveRemembered(db, {
        organisationId: by,
        personId: id(2, whose),
        deviceHash: bytes(`device ${whose}`),
        userAgent: 'new',
        createdAt: now,
        expiresAt: minutes(90),
      }),
    findRemembered: ({ db, by, whose }) => sessions.findRemembered(db, by, id(2, whose), bytes(`device ${whose}`), { now, since: minutes(-60) }),
    listRemembered: ({ db, by, whose }) => sessions.listRemembered(db, by, id(2, whose), now),
    deleteRemembered: ({ db, by, whose }) => sessions.deleteRemembered(db, by, id(2, whose)),
    livePersonPiece: ({ db, by, whose }) =>
      elections.findForCard(db, by, id(55, whose), sessions.livePersonPiece(by, bytes(`token ${whose}`), now)).then((asker) => asker?.personId ?? null),
    findPersonOfToken: ({ db, by, whose }) => sessions.findPersonOfToken(db, by, bytes(`token ${whose}`)),
    touchSession: ({ db, by, whose }) => sessions.touchSession(db, by, id(5, whose), now),
    replaceToken: ({ db, by, whose }) => sessions.replaceToken(db, by, id(5, whose), { tokenHash: bytes('new'), lastSeenAt: now }),
    endWhere: ({ db, by, whose }) => sessions.endWhere(db, { organisationId: by, personId: id(2, whose) }, 'person', now),
    listLive: ({ db, by, whose }) => sessions.listLive(db, by, id(2, whose), now),
    listEvery: ({ db, by, whose }) => sessions.listEvery(db, by, id(2, whose)),
    countLive: ({ db, by }) => sessions.countLive(db, by, now),
    listDevicesOf: ({ db, by, whose }) => sessions.listDevicesOf(db, by, id(2, whose)),
  } satisfies Walk<typeof sessions>,
  statistics: {
    lockCounting: ({ db, by }) => statistics.lockCounting(db, by),
    findMark: ({ db, by }) => statistics.findMark(db, by),
    saveMark: ({ db, by }) => statistics.saveMark(db, by, { countedTo: '2026-11-23', peopleCountedAt: now }),
    findFirstEvent: ({ db, by }) => statistics.findFirstEvent(db, by),
    countDays: ({ db, by }) => statistics.countDays(db, by, { from: '2026-11-22', to: '2026-11-23', timeZone: 'UTC' }),
    countPeople: ({ db, by }) => statistics.countPeople(db, by, '2026-11-23', [['email']]),
    listCounts: ({ db, by }) => statistics.listCounts(db, by, '2026-11-01'),
  } satisfies Walk<typeof statistics>,
}

/** Verbs that ask for no organisation, each with its reason in `architecture.test.ts`, and two that only name a run's tables. */
const leftOut: { [store in keyof typeof walks]?: string[] } = {
  retention: ['stepsOf'],
  audit: ['organisationsWithEvents', 'organisationsWithUnsealed', 'eventPiece'],
  campaigns: ['listAtWork', 'removeLetters'],
  elections: ['listAtWork', 'listUntold', 'rewriteRoll', 'removePapers', 'personPiece'],
  'elections/simple': ['rewriteAnswers'],
  // They say who asks, and read no row of an organisation that the others don't.
  content: ['startReading', 'stopReading', 'visiblePiece'],
  'content/questions': ['removeQuestions'],
  delivery: ['listStuck', 'listLost', 'listNewest'],
  journeys: ['finishPiece', 'takeAbandoned'],
  limits: ['addToCounter', 'readCounter', 'isUsedUpPiece', 'removeEndedCounters'],
  organisations: ['listAll', 'findBySlug', 'saveOrganisation', 'hostsOfOthers', 'listDue'],
  people: ['firstSignInPiece'],
  passwords: ['removeFailuresOfStrangers', 'deleteFailuresPiece'],
  sessions: ['deleteRememberedBefore'],
  files: ['deleteUnfinished', 'listLeft'],
  groups: ['organisationsWithRules', 'sumTallies'],
  'register-import': ['connect', 'openRun', 'besides', 'tablesOf'],
  'register-import/exporting': ['deleteOldLeaves'],
  'register-import/matching': ['joinWholeSets'],
  'register-import/merging': ['analyseRegister'],
  'register-import/uploads': ['listWork', 'listForgotten', 'listUndoing', 'deleteOldChanges', 'isImportRunning', 'dropRunTables'],
  oidc: ['takeEndedSessions', 'removeOldArtifacts', 'organisationsWithKeys'],
  webhooks: ['dueWebhooks'],
}

const stores: Record<keyof typeof walks, object> = {
  audit,
  campaigns,
  cases,
  'cases/contact': contact,
  codes,
  content,
  'content/search': search,
  'content/questions': questions,
  delivery,
  'organisations/secrets': secrets,
  elections,
  'elections/simple': simpleVotes,
  erasure,
  journeys,
  limits,
  organisations,
  passwords,
  people,
  'people/roles': roles,
  factors,
  files,
  groups,
  'register-import': imports,
  'register-import/exporting': exporting,
  'register-import/matching': matching,
  'register-import/merging': merging,
  scim,
  'scim/tokens': tokens,
  'register-import/undoing': undoing,
  'register-import/uploads': uploads,
  oidc,
  retention,
  sessions,
  statistics,
  webhooks,
}

/** Every row of both organisations, their jobs, and which rows this transaction holds. */
let rowsOfBoth = ''
type Rows = { own: string[]; others: string[] }

async function snapshot(query: Query, by: Holder): Promise<Rows> {
  const rows: Rows = { own: [], others: [] }
  for (const { of, row } of await query(rowsOfBoth)) rows[of === by.id ? 'own' : 'others'].push(String(row))
  return rows
}

/** What each call finds that nothing prepares: the calls before it were all taken back. */
const untouched = new Map<World, Map<Holder, Rows>>()

async function locks(query: Query): Promise<string[]> {
  const found = await query(`SELECT concat(classid, ' ', objid) AS lock FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid() ORDER BY 1`)
  return found.map((row) => String(row.lock))
}

/** The tables of an import's run. */
async function staged(query: Query, run: imports.Run): Promise<string[]> {
  const rows: string[] = []
  for (const table of [run.rows, run.matches, run.clashes, run.notes, run.batches, run.changes, 'pg_temp.import_batch']) {
    const [is] = await query(`SELECT to_regclass('${table}') IS NOT NULL AS there`)
    const found = is?.there ? await query(`SELECT to_jsonb(t)::text AS row FROM ${table} t ORDER BY 1`) : [{ row: 'gone' }]
    rows.push(...found.map(({ row }) => `${table} ${row}`))
  }
  return rows
}

/** A run whose file names a person by `whose` names, in several ways at once. */
async function stage(query: Query, run: imports.Run, whose: number) {
  await imports.makeRun(run, { fileName: 'walk.csv', digest: bytes('walk'), version: 1, isDryRun: false, startedAt: now })
  const { username, number, former } = name(whose)
  const row = { is_dear_hash: false, groups: ['ny grupp'], roles: ['caseworker'], given_name: 'Annan', password_hash: 'hash of the file' }
  await insert(query, run.rows, {
    ...row,
    line: 1,
    new_id: id(20, 1),
    member_number: number,
    member_key: number,
    username: 'nytt',
    username_key: 'nytt',
    email_key: 'delad@example.org',
  })
  await insert(query, run.rows, { ...row, line: 2, new_id: id(20, 2), email: 'delad@example.org', email_key: 'delad@example.org' })
  await insert(query, run.rows, { ...row, line: 3, new_id: id(20, 3), username, username_key: username })
  await insert(query, run.rows, { ...row, line: 4, new_id: id(20, 4), former_key: former })
  await insert(query, run.notes, { line: 3, kind: 'refused', key: 'import.otherUsername' })
  await insert(query, run.matches, {
    organisation_id: run.organisationId,
    line: 1,
    person_id: id(2, whose),
    by_username: id(2, whose),
    is_username_old: false,
    is_username_former: false,
    is_email_old: false,
  })
  for (const line of [1, 2]) await insert(query, run.clashes, { line, key: 'delad@example.org', '"column"': 'email' })
  await merging.makeBatchTable(run)
  const batch = {
    ...row,
    new_groups: row.groups,
    new_roles: row.roles,
    organisation_id: run.organisationId,
    given_name: 'Annan',
    is_touched: true,
    is_changed: true,
    family_name: '',
    street: '',
    postal_code: '',
    city: '',
    country: '',
  }
  const changed = {
    ...batch,
    line: 1,
    is_new: false,
    username: 'nytt',
    username_key: 'nytt',
    kept: ['email'],
    is_email_validated: false,
    is_mobile_validated: false,
  }
  await insert(query, 'import_batch', { ...changed, person_id: id(2, whose), has_held_former: false })
  await insert(query, 'import_batch', { ...changed, line: 2, person_id: id(20, 2), is_new: true, username: 'ny', username_key: 'ny', has_held_former: false })
}

/** `own` and `others`: what became other in the rows of each, row by row. */
type Outcome = { result: unknown; own: unknown; others: unknown; locks: string[]; refused: string | null }
const nothing = { came: [], went: [] }

function difference(before: string[], after: string[]) {
  const [earlier, later] = [new Set(before), new Set(after)]
  return { came: after.filter((row) => !earlier.has(row)).map(plain), went: before.filter((row) => !later.has(row)).map(plain) }
}

/** Calls a verb, tells what it did, and takes it back. */
async function tell(world: World, entry: Verb | Prepared, isImport: boolean, by: Holder, of: Holder, whose: number): Promise<Outcome> {
  const { first, verb } = typeof entry === 'function' ? { first: null, verb: entry } : entry
  const client = clients.get(world)
  if (!client) throw new Error('unreachable')
  const run = imports.openRun(client, by.id, id(92, 0))

  async function call(query: Query, db: Db): Promise<Outcome> {
    const asked = { db, client: run.client, run, by: by.id, of, whose }
    const look = async () => {
      const rows = await snapshot(query, by)
      if (isImport) rows.own.push(...(await staged(query, run)))
      return rows
    }
    if (isImport) await stage(query, run, whose)
    await first?.(asked)
    const before = first || isImport ? await look() : untouched.get(world)?.get(by)
    if (!before) throw new Error('unreachable')
    const result = plain(await verb(asked))
    const after = await look()
    return { result, own: difference(before.own, after.own), others: difference(before.others, after.others), locks: await locks(query), refused: null }
  }

  const refusal = (error: unknown): Outcome => {
    // The keys refuse it, or the row is not there.
    const [refused] = String(`${(error as { code?: string }).code} ${error}`).match(/23503|P2003|P2025/) ?? []
    if (!refused) throw error
    return { result: null, own: nothing, others: nothing, locks: [], refused }
  }

  if (isImport) {
    const query: Query = async (text, values) => (await run.client.query(text, values)).rows
    await query('BEGIN')
    try {
      return await call(query, world.deps.db)
    } catch (error) {
      return refusal(error)
    } finally {
      await query('ROLLBACK')
      await query('SELECT pg_advisory_unlock_all()')
      await imports.dropTables(run) // `readNotes` ends the transaction itself
      await query('DELETE FROM register_imports WHERE id = $1', [run.id])
      await query('DROP TABLE IF EXISTS pg_temp.import_batch')
    }
  }
  let outcome: Outcome | null = null
  const back = new Error('taken back')
  await inTransaction(world.deps, async ({ db }) => {
    outcome = await call((text, values = []) => reveal(db).$queryRawUnsafe(text, ...values), db)
    throw back
  }).catch((error: unknown) => {
    if (error !== back) outcome = refusal(error)
  })
  if (!outcome) throw new Error('unreachable')
  return outcome
}

/** Ids that the walk did not give are new ones, and differ from call to call. */
function plain(value: unknown): unknown {
  const text = JSON.stringify(value ?? null, (_, part) => (typeof part === 'bigint' ? String(part) : part))
  return JSON.parse(text.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, (found) => (/^0{6}/.test(found) ? found : 'new')))
}

const isNothing = (value: unknown) => value === null || value === false || value === 0 || (Array.isArray(value) && value.length === 0)

const clients = new Map<World, pg.Client>()

beforeAll(async () => {
  for (const world of [both, alone]) {
    const client = await imports.connect(world.url)
    clients.set(world, client)
    const query: Query = async (text, values) => (await client.query(text, values)).rows
    for (const holder of world === both ? [asker, other] : [asker]) {
      await fill(query, holder)
      for (const whose of [twin, holder.own]) await delivery.enqueueDelivery(world.deps.db, { organisationId: holder.id, messageId: id(8, whose) })
    }
    const tables = await query(`SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'organisation_id'`)
    const organisations = `('${asker.id}', '${other.id}')`
    rowsOfBoth = [...tables.map(({ name }) => ({ name, of: 'organisation_id' })), { name: 'organisations', of: 'id' }]
      .map(
        ({ name, of }) =>
          `SELECT ${of}::text AS of, '${name} ' || to_jsonb(t)::text || CASE WHEN t.xmax::text = (pg_current_xact_id_if_assigned()::xid)::text THEN ' held' ELSE '' END AS row FROM ${name} t WHERE ${of} IN ${organisations}`,
      )
      .concat(
        `SELECT payload ->> 'organisationId', concat('job ', key, payload, run_at > now() + interval '30 seconds') FROM graphile_worker._private_jobs WHERE payload ->> 'organisationId' IN ${organisations}`,
      )
      .join(' UNION ALL ')
      .concat(' ORDER BY 2')
    untouched.set(
      world,
      new Map([
        [asker, await snapshot(query, asker)],
        [other, await snapshot(query, other)],
      ]),
    )
  }
})

afterAll(async () => {
  for (const client of clients.values()) await client.end()
})

test('every verb of every store is in the walk, or left out by name', () => {
  const folder = fileURLToPath(new URL('.', import.meta.url))
  const there = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith(`${sep}store.ts`))
  const box = 'box' // knows elections and no organisations, under a role that sees nothing else: lib/box/box.test.ts
  expect(
    there
      .map((path) => join(path, '..'))
      .filter((store) => store !== box)
      .sort(),
  ).toEqual(Object.keys(stores).sort())
  for (const [store, verbs] of Object.entries(stores)) {
    const known = [...Object.keys(walks[store as keyof typeof walks]), ...(leftOut[store as keyof typeof walks] ?? [])]
    expect(known.sort(), store).toEqual(Object.keys(verbs).sort())
  }
})

describe.each(Object.entries(walks).filter(([, walk]) => Object.keys(walk).length > 0))('%s', (store, walk) => {
  test.each(Object.entries<Verb | Prepared>(walk))('%s reaches its own organisation alone', async (_, entry) => {
    const isImport = ['register-import', 'register-import/matching', 'register-import/merging', 'register-import/undoing'].includes(store)
    for (const whose of [twin, other.own]) {
      const reached = await tell(both, entry, isImport, other, other, whose)
      expect(isNothing(reached.result) && reached.locks.length === 0 ? reached.own : null, 'by this call the owner reaches it').not.toEqual(nothing)
      const asked = await tell(both, entry, isImport, asker, other, whose)
      expect(asked.others, 'the rows of the other organisation').toEqual(nothing)
      expect(asked, 'what it does where there is no other organisation').toEqual(await tell(alone, entry, isImport, asker, other, whose))
      if (asked.locks.length > 0) expect(asked.locks).not.toEqual(reached.locks)
    }
  })
})
