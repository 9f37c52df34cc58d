import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { newOrganisation, newPerson } from '@/e2e/support/somebody'
import { reveal } from '@/lib/core/prisma'
import { gatherOwnData } from './gather-own-data'

const database = testDatabase()

/** By table and column that names a person, the part of the download that holds it. */
const given: Record<string, string> = {
  'persons.id': 'person',
  'identifiers.person_id': 'identifiers',
  'remembered_identifiers.person_id': 'namesGivenUp',
  'group_members.person_id': 'groups',
  'role_grants.person_id': 'roles',
  'role_requests.person_id': 'roleRequests',
  'passwords.person_id': 'password',
  'first_passwords.person_id': 'firstPasswords',
  'sessions.person_id': 'sessions',
  'known_devices.person_id': 'devices',
  'authenticator_apps.person_id': 'factors',
  'passkeys.person_id': 'factors',
  'recovery_codes.person_id': 'factors',
  'remembered_devices.person_id': 'rememberedDevices',
  'openid_consents.person_id': 'systems',
  'cases.person_id': 'cases',
  'contacts.person_id': 'contacts',
  'contact_messages.author_id': 'contacts',
  'objections.person_id': 'objectionLinks',
  'messages.person_id': 'messages',
  'campaign_people.person_id': 'campaigns',
  'provisioned_people.person_id': 'registerSystem',
  'register_import_changes.person_id': 'registerChanges',
  'election_roll.person_id': 'votes',
  'audit_events.subject_id': 'events',
}

const staffWork = 'what somebody did as staff: the log tells it under its subject'
/** By table and column, why it is not given out. */
const kept: Record<string, string> = {
  'former_passwords.person_id': 'digests alone: of no use to the person, and of much to whoever takes the file',
  'password_failures.subject_id': 'a count that is over within the hour; the log tells of each refused password',
  'one_time_codes.person_id': 'digests of codes that live for minutes; the messages tell when they were sent',
  'journeys.person_id': 'pages that somebody is in the middle of, for minutes',
  'openid_artifacts.person_id': 'sealed tickets of other systems; the systems stand in the download',
  'role_scopes.person_id': 'the groups of a role of staff, which the page of roles shows',
  'campaign_sendings.person_id': 'which message of a campaign it was: the messages stand in the download',
  'register_exports.person_id': 'leave to take a copy of the register, for half an hour',
  'audit_events.actor_id': 'what somebody did themselves is under its subject; what staff did is about others',
  ...Object.fromEntries(
    [
      'audit_verifications.asked_by',
      'campaigns.created_by',
      'campaigns.started_by',
      'content_items.owner_id',
      'content_revisions.saved_by',
      'elections.called_off_by',
      'elections.created_by',
      'elections.frozen_by',
      'election_paper_entries.entered_by',
      'openid_clients.created_by',
      'provisioning_tokens.created_by',
      'register_imports.undo_by',
      'register_uploads.decided_by',
      'register_uploads.uploaded_by',
      'role_requests.asked_by',
      'role_requests.decided_by',
      'settings_drafts.changed_by',
      'settings_versions.actor_id',
      'webhooks.created_by',
    ].map((place) => [place, staffWork]),
  ),
}

test('every column that names a person is in the download of the own data, or is left out for a reason', async () => {
  const columns = await reveal(database.deps.db).$queryRaw<{ place: string }[]>`
    SELECT c.relname || '.' || a.attname AS place FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.atttypid = 'uuid'::regtype
      AND (a.attname ~ '_by$' OR a.attname IN ('person_id', 'subject_id', 'actor_id', 'author_id', 'owner_id') OR (c.relname = 'persons' AND a.attname = 'id'))`
  expect(columns.map(({ place }) => place).sort()).toEqual([...Object.keys(given), ...Object.keys(kept)].sort())
})

test('each part that the list names is there, and holds what was written of the person and nobody else', async () => {
  const { deps } = database
  const organisation = await newOrganisation(deps)
  const [person, other] = [await newPerson(deps, organisation, { username: 'erkki' }), await newPerson(deps, organisation, { username: 'annan' })]
  const at = deps.now()
  for (const personId of [person, other]) {
    const ours = { organisationId: organisation.id, personId }
    const mine = personId === person ? 'mine' : 'theirs'
    await reveal(deps.db).rememberedIdentifier.create({ data: { ...ours, value: `gammal-${mine}` } })
    await reveal(deps.db).provisionedPerson.create({ data: { ...ours, externalId: mine } })
    await reveal(deps.db).registerImportChange.create({ data: { ...ours, importId: randomUUID(), changes: { givenName: ['', mine] } } })
    const request = { role: 'editor', isBounded: false, groupIds: [], reason: mine, askedBy: other, askedAt: at, expiresAt: at }
    await reveal(deps.db).roleRequest.create({ data: { ...ours, ...request } })
  }
  const data = await gatherOwnData(deps, organisation, person)
  expect([...new Set(Object.values(given))].filter((part) => !(part in data))).toEqual([])
  expect(data).toMatchObject({
    namesGivenUp: [{ name: 'gammal-mine' }],
    registerSystem: [{ externalId: 'mine' }],
    registerChanges: [{ changes: { givenName: ['', 'mine'] } }],
    roleRequests: [{ role: 'editor', reason: 'mine' }],
  })
  expect(JSON.stringify(data)).not.toMatch(/theirs|annan/)
})
