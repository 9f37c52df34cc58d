import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import type { PersonWishes, TestPerson } from '@/e2e/support/people'
import type { Deps } from '@/lib/core/db'
import { takePile } from '@/lib/delivery/letter-piles'
import { queueMessage } from '@/lib/delivery/queue-message'
import type { Client } from '@/lib/flows/client'
import { addTopic } from '@/lib/flows/contact/change-topics'
import { sendContact } from '@/lib/flows/contact/send-contact'
import { changeContent } from '@/lib/flows/content/change-content'
import { freezeAccount } from '@/lib/flows/desk/freeze-account'
import { sendFirstPassword } from '@/lib/flows/desk/send-first-password'
import { askErasure } from '@/lib/flows/erasure/ask-erasure'
import { changeGroups } from '@/lib/flows/groups/change-groups'
import { receiveUpload } from '@/lib/flows/import-register/receive-upload'
import { makeClient } from '@/lib/flows/openid/make-client'
import { makeToken } from '@/lib/flows/provisioning/make-token'
import { askForRole } from '@/lib/flows/roles/ask-for-role'
import { grantByOperator } from '@/lib/flows/roles/grant-by-operator'
import { makeWebhook } from '@/lib/flows/webhooks/change-webhook'
import { changeDraft, digestOf } from '@/lib/organisations/change-draft'
import { findSettings } from '@/lib/organisations/find-settings'
import type { Organisation } from '@/lib/organisations/schema'
import { nameOfSetting, typedOfSetting } from '@/lib/organisations/setting-form'
import { pathsOfPart, settingAt } from '@/lib/organisations/settings-parts'

/** Everything that staff do by a form, each with what security.md 41, 49 and 52 ask of it: `staff-acts.test.ts` fails for an action
 * without a line here, and the journey `staff-acts.spec.ts` sends each form. */
export type StaffAct = {
  /** what the log calls it; why there is nothing to tell, where it changes nothing */
  tells: string | { nothing: string }
  /** the own password is asked for where it was proved long ago; or why not: the session has proved two factors in any case */
  asks: 'the password' | { nothing: string }
  /** no reason is asked for: what it does says why */
  isUnexplained?: true
  /** a form that is right, of somebody and something that is there; or the test that says the same of an act whose stage is a long story */
  form: ((stage: ActStage) => Promise<Record<string, string | undefined>>) | { test: string }
}

export type ActStage = {
  deps: Deps
  organisation: Organisation
  /** who sends the forms, and a second administrator */
  administrator: TestPerson
  other: TestPerson
  client: Client
  person: (wishes: PersonWishes) => Promise<TestPerson>
  sql: (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>
  /** begins a call with somebody in the browser that sends the forms; what the caller reads out */
  call: (person: TestPerson) => Promise<{ code: string }>
}

const undone = { nothing: 'the same page takes it back' }
const unpublished = { nothing: 'nobody but staff sees it before another act, which asks' }
const own = { nothing: 'it adds to a conversation, and opens nothing' }
const sure = 'the password'

const somebody = (stage: ActStage, wishes: PersonWishes = {}) => stage.person({ hasMobile: false, ...wishes })
const reached = (stage: ActStage) => somebody(stage, { hasMobile: true, hasEmail: true })
const person = async (stage: ActStage, wishes?: PersonWishes) => ({ person: (await somebody(stage, wishes)).id })
const staffOf = ({ administrator, client }: ActStage) => ({ actorId: administrator.id, client, reason: 'the walk' })
const byOther = ({ other, client }: ActStage) => ({ actorId: other.id, client, reason: 'the walk' })
const groupsOf = ({ deps, organisation, administrator, client }: ActStage) => changeGroups(deps, organisation, { staffId: administrator.id, client })
const itemsOf = ({ deps, organisation, administrator, client }: ActStage) => changeContent(deps, organisation, { actorId: administrator.id, client })
const done = <Value>(result: { ok: true; value: Value } | { ok: false; failure: unknown }): Value => {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}
const name = () => `Prov ${randomUUID().slice(0, 8)}`

async function group(stage: ActStage) {
  return { group: done(await groupsOf(stage).make(name())).id }
}

async function item(stage: ActStage) {
  const made = done(await itemsOf(stage).make({ kind: 'page', language: 'nb', title: name() }))
  return { id: made?.id ?? '', version: '2' }
}

/** A letter that waits to be printed. */
async function letter(stage: ActStage, campaignId: string | null = null) {
  const { deps, organisation, sql } = stage
  const { id } = await somebody(stage, { address })
  done(await sendFirstPassword(deps, organisation, { ...staffOf(stage), personId: id, channel: 'letter' }))
  const message = String((await sql('SELECT id FROM messages WHERE person_id = $1', [id]))[0]?.id)
  if (campaignId)
    await sql(
      `INSERT INTO campaign_people (organisation_id, campaign_id, person_id, state, has_password, is_noticed_by_sms, next_at, message_id)
       VALUES ($1, $2, $3, 'sent', false, false, now(), $4)`,
      [organisation.id, campaignId, id, message],
    )
  return { message }
}

/** A message that was given up after its tries. */
async function failedMessage({ deps, organisation, sql }: ActStage) {
  const test = { organisation, personId: null, channel: 'email', recipient: 'walk@example.org', language: 'nb', template: 'test', values: {} } as const
  const { messageId } = done(await queueMessage(deps, test))
  await until(async () => ['handed-over', 'delivered'].includes(String((await sql('SELECT state FROM messages WHERE id = $1', [messageId]))[0]?.state)))
  await sql(`UPDATE messages SET state = 'given-up', failure = 'tries', failed_at = now() WHERE id = $1`, [messageId])
  return { message: messageId }
}

/** Waits for what the worker does. */
async function until(isSo: () => Promise<boolean>) {
  for (let times = 0; times < 300; times++) {
    if (await isSo()) return
    await setTimeout(200)
  }
  throw new Error('the worker does not come to it')
}

async function upload(stage: ActStage) {
  const { deps, organisation, client, administrator, sql } = stage
  const own = randomUUID().slice(0, 8)
  const source = Readable.from([Buffer.from(`memberNumber,username,givenName\nM${own},bruker${own},Kari\n`)])
  const id = await receiveUpload(deps, organisation, client, administrator.id, { fileName: 'walk.csv', source })
  const is = (state: string) => until(async () => (await sql('SELECT state FROM register_uploads WHERE id = $1', [id]))[0]?.state === state)
  await is('compared')
  return { upload: id, is }
}

async function vote(stage: ActStage) {
  const { deps, organisation, administrator } = stage
  const id = randomUUID()
  const questions = JSON.stringify([
    { kind: 'yes-no', text: { nb: 'Ja?' }, options: [{ text: { nb: 'Ja' } }, { text: { nb: 'Nei' } }], most: 1, seats: 1, majority: 'half' },
  ])
  await stage.sql(
    `INSERT INTO elections (organisation_id, id, title, questions, opens_at, closes_at, is_revotable, verify, quorum, reminds, created_by, created_at)
     VALUES ($1, $2, '{"nb": "Styret"}', $3, $4, $5, true, 'board', 0, false, $6, $4)`,
    [organisation.id, id, questions, deps.now(), new Date(deps.now().getTime() + 86_400_000), administrator.id],
  )
  return { election: id, version: '1' }
}

async function campaign(stage: ActStage, state = 'draft') {
  const id = randomUUID()
  await stage.sql(
    `INSERT INTO campaigns (organisation_id, id, name, audience, only_new, channels, fall_through_hours, per_minute, erases, state, created_by, created_at)
     VALUES ($1, $2, 'Prov', 'never-signed-in', true, '{email}', 24, 10, false, $3, $4, now())`,
    [stage.organisation.id, id, state, stage.administrator.id],
  )
  return { campaign: id }
}

/** The settings of one part, with one number more: a draft that lowers nothing. */
async function part(stage: ActStage) {
  const { shown } = await findSettings(stage.deps, stage.organisation.id)
  const paths = pathsOfPart('retention')
  const fields = Object.assign({}, ...paths.map((path) => typedOfSetting(path, settingAt(shown, path))))
  return { ...fields, part: 'retention', seen: digestOf(shown, paths), [nameOfSetting('retention.statisticsDays')]: String(shown.retention.statisticsDays + 1) }
}

async function draft(stage: ActStage, changes: object = {}) {
  const { deps, organisation, administrator } = stage
  await throwDraftAway(stage)
  const by = { actorId: administrator.id, personal: {} }
  done(await changeDraft(deps, organisation.id, by, { change: (shown) => ({ ...shown, homeAddress: `https://example.org/${randomUUID()}`, ...changes }) }))
  const { draft, inForce } = await findSettings(deps, organisation.id)
  return { revision: String(draft?.revision), inForce: String(inForce.version) }
}
const throwDraftAway = (stage: ActStage) => stage.sql('DELETE FROM settings_drafts WHERE organisation_id = $1', [stage.organisation.id])
const seen = async (stage: ActStage, ...paths: Parameters<typeof digestOf>[1]) => {
  await throwDraftAway(stage)
  return digestOf((await findSettings(stage.deps, stage.organisation.id)).shown, paths)
}

/** A call that waits for its code. */
async function call(stage: ActStage) {
  const caller = await reached(stage)
  const { code } = await stage.call(caller)
  const [journey] = await stage.sql(`SELECT id FROM journeys WHERE person_id = $1 AND kind = 'caller-check' AND finished_at IS NULL`, [caller.id])
  return { person: caller.id, journey: String(journey?.id), code }
}

async function contact(stage: ActStage) {
  const { deps, organisation, client } = stage
  const wish = { personId: null, name: 'Kari', email: 'kari@example.org', topic: { label: 'Annet', groupId: null }, text: 'Hei', language: 'nb' as const }
  return { number: String(done(await sendContact(deps, organisation, client, wish))) }
}

async function pdf(stage: ActStage) {
  const { id, version } = await item(stage)
  const bytes = Buffer.from(`%PDF-1.7\n1 0 obj <<>> endobj\n${' '.repeat(3_000)}\ntrailer <<>>\n%%EOF\n`)
  const added = done(await itemsOf(stage).addFile({ id, name: 'avtale.pdf', alt: '', bytes }))
  return { id, version, file: added?.id ?? '' }
}

async function request(stage: ActStage) {
  const { deps, organisation, sql } = stage
  const { id } = await somebody(stage)
  done(await askForRole(deps, organisation, { ...byOther(stage), personId: id, role: 'editor', groups: [] }))
  const [row] = await sql('SELECT id FROM role_requests WHERE person_id = $1', [id])
  return { request: String(row?.id), decision: 'approve' }
}

async function webhook(stage: ActStage) {
  const { deps, organisation, sql } = stage
  const url = `https://example.org/${randomUUID()}`
  done(await makeWebhook(deps, organisation, staffOf(stage), { url, acts: ['none.at-all'] }))
  return { webhook: String((await sql('SELECT id FROM webhooks WHERE url = $1', [url]))[0]?.id) }
}

const systemForm = () => ({
  name: name(),
  redirectUris: 'https://example.org/in',
  logoutUris: '',
  backchannelUri: '',
  frontchannelUri: '',
  group: '',
  consent: 'person',
})

async function system(stage: ActStage) {
  const { deps, organisation } = stage
  const wish = {
    name: name(),
    isPublic: false,
    redirectUris: ['https://example.org/in'],
    logoutUris: [],
    backchannelUri: null,
    frontchannelUri: null,
    groupId: null,
    asksPerson: false,
  }
  return { client: done(await makeClient(deps, organisation, staffOf(stage), { ...wish, scopes: ['openid'] })).id }
}

async function token(stage: ActStage) {
  const { deps, organisation, sql } = stage
  const tokenName = name()
  done(await makeToken(deps, organisation, { ...staffOf(stage), name: tokenName, months: 3 }))
  return { token: String((await sql('SELECT id FROM provisioning_tokens WHERE name = $1', [tokenName]))[0]?.id) }
}

async function topic(stage: ActStage) {
  const { deps, organisation, sql } = stage
  done(await addTopic(deps, organisation, staffOf(stage), { labels: { nb: name() }, groupId: null }))
  const [row] = await sql('SELECT id FROM contact_topics WHERE organisation_id = $1 ORDER BY id DESC', [organisation.id])
  return { topic: String(row?.id) }
}

const address = { street: 'Storgata 1', postalCode: '0155', city: 'Oslo' }

/** By the action's file below `app/[organisation]/admin` and its name. */
export const staffActs: Record<string, StaffAct> = {
  'people/[id] unlockAccount': { tells: 'desk.account-unlocked', asks: sure, form: person },
  'people/[id] freezeAccount': { tells: 'desk.account-frozen', asks: sure, form: person },
  'people/[id] thawAccount': {
    tells: 'desk.account-thawed',
    asks: sure,
    form: async (stage) => {
      const { id } = await somebody(stage)
      done(await freezeAccount(stage.deps, stage.organisation, { ...staffOf(stage), personId: id }))
      return { person: id }
    },
  },
  'people/[id] endSessions': { tells: 'desk.sessions-ended', asks: sure, form: person },
  'people/[id] sendFirstPassword': {
    tells: 'first-password.sent',
    asks: sure,
    form: async (stage) => ({ ...(await person(stage, { address })), channel: 'letter' }),
  },
  'people/[id] verifyCaller': { tells: 'desk.caller-asked', asks: sure, form: async (stage) => ({ person: (await reached(stage)).id }) },
  'people/[id] sendCallerCode': {
    tells: 'desk.caller-verified',
    asks: { nothing: 'the call was begun with it' },
    isUnexplained: true,
    form: call,
  },
  'people/[id] sendCallerCodeAgain': { tells: 'desk.caller-asked', asks: { nothing: 'the call was begun with it' }, isUnexplained: true, form: call },
  'people/[id] removeSecondFactor': { tells: 'desk.second-factor-removed', asks: sure, form: async (stage) => ({ person: (await reached(stage)).id }) },
  'people/[id] removeOwnFactors': {
    tells: 'desk.own-factors-removed',
    asks: sure,
    form: async (stage) => {
      const { id } = await somebody(stage)
      await stage.sql(
        `INSERT INTO authenticator_apps (id, organisation_id, person_id, name, sealed_secret, last_step, created_at) VALUES ($1, $2, $3, 'x', '', 0, now())`,
        [randomUUID(), stage.organisation.id, id],
      )
      return { person: id }
    },
  },
  'people/[id] correctContact': {
    tells: 'desk.contact-corrected',
    asks: sure,
    form: async (stage) => ({ ...(await person(stage)), contact: 'email', value: `${randomUUID()}@example.org` }),
  },

  'erasures decideErasure': {
    tells: 'person.erased',
    asks: sure,
    form: async (stage) => {
      const { id } = await somebody(stage)
      await askErasure(stage.deps, stage.organisation, stage.client, id)
      return { person: id, decision: 'approve' }
    },
  },
  'inbox answerCase': { tells: 'contact.answered', asks: own, isUnexplained: true, form: async (stage) => ({ ...(await contact(stage)), text: 'Hei' }) },
  'inbox moveCase': { tells: 'contact.closed', asks: undone, isUnexplained: true, form: async (stage) => ({ ...(await contact(stage)), state: 'closed' }) },
  'inbox addTopic': { tells: 'contact.topic-added', asks: undone, isUnexplained: true, form: async () => ({ nb: name(), group: '' }) },
  'inbox removeTopic': { tells: 'contact.topic-removed', asks: undone, isUnexplained: true, form: topic },

  'import approve': { tells: 'import.approved', asks: sure, form: async (stage) => ({ upload: (await upload(stage)).upload }) },
  'import compareAgain': {
    tells: 'import.compared-again',
    asks: unpublished,
    isUnexplained: true,
    form: async (stage) => ({ upload: (await upload(stage)).upload }),
  },
  'import discard': { tells: 'import.discarded', asks: unpublished, isUnexplained: true, form: async (stage) => ({ upload: (await upload(stage)).upload }) },
  'import undo': {
    tells: 'import.undo-ordered',
    asks: sure,
    form: async (stage) => {
      const { upload: id, is } = await upload(stage)
      await stage.sql(`UPDATE register_uploads SET state = 'applying', decided_by = $2, reason = 'the walk' WHERE id = $1`, [id, stage.administrator.id])
      await is('applied')
      return { import: String((await stage.sql('SELECT import_id FROM register_uploads WHERE id = $1', [id]))[0]?.import_id) }
    },
  },
  'export askForExport': { tells: 'register.export-asked', asks: sure, form: async () => ({ group: '' }) },

  'groups make': { tells: 'group.made', asks: undone, isUnexplained: true, form: async () => ({ name: name() }) },
  'groups rename': { tells: 'group.renamed', asks: undone, isUnexplained: true, form: async (stage) => ({ ...(await group(stage)), name: name() }) },
  'groups remove': { tells: 'group.removed', asks: { nothing: 'it takes away what people may see and gives nobody anything' }, form: group },
  'groups move': { tells: 'group.joined', asks: undone, form: async (stage) => ({ ...(await group(stage)), ...(await person(stage)), move: 'in' }) },
  'groups saveRule': {
    tells: 'group.ruled',
    asks: undone,
    isUnexplained: true,
    form: async (stage) => ({ ...(await group(stage)), match: 'all', press: 'save', field0: 'city', value0: 'Bergen', reason: undefined, once: undefined }),
  },
  'roles askForRole': {
    tells: 'role.asked',
    asks: sure,
    form: async (stage) => ({ who: (await somebody(stage)).username, role: 'editor', groups: '' }),
  },
  'roles decideRequest': { tells: 'role.granted', asks: sure, form: request },
  'roles takeRoleAway': {
    tells: 'role.taken-away',
    asks: sure,
    form: async (stage) => {
      const { id } = await somebody(stage)
      done(await grantByOperator(stage.deps, stage.organisation, { personId: id, role: 'editor', groups: [], reason: 'the walk' }))
      return { person: id, role: 'editor' }
    },
  },

  'provisioning makeToken': { tells: 'provisioning.token-made', asks: sure, form: async () => ({ name: name(), months: '3' }) },
  'provisioning removeToken': { tells: 'provisioning.token-removed', asks: sure, form: token },
  'clients makeClient': {
    tells: 'clients.made',
    asks: sure,
    form: async () => ({ ...systemForm(), kind: 'secret' }),
  },
  'clients changeClient': { tells: 'clients.changed', asks: sure, form: async (stage) => ({ ...systemForm(), ...(await system(stage)) }) },
  'clients changeSecret': { tells: 'clients.secret-changed', asks: sure, form: system },
  'clients removeClient': { tells: 'clients.removed', asks: sure, form: system },
  'webhooks makeWebhook': { tells: 'webhooks.made', asks: sure, form: async () => ({ url: `https://example.org/${randomUUID()}`, acts: 'sign-in.' }) },
  'webhooks changeSecret': { tells: 'webhooks.secret-changed', asks: sure, form: webhook },
  'webhooks removeWebhook': { tells: 'webhooks.removed', asks: sure, form: webhook },
  'webhooks retryWebhook': { tells: 'webhooks.retried', asks: own, form: webhook },
  'webhooks testWebhook': { tells: 'webhooks.tested', asks: own, form: webhook },
  'directory keepSecret': { tells: 'directory.secret-changed', asks: sure, form: async () => ({ directoryPassword: randomUUID() }) },

  'provider keepProviderSecret': { tells: 'provider.secret-changed', asks: sure, form: async () => ({ providerPassword: randomUUID() }) },

  'deliveries retry': { tells: 'message.retried', asks: own, form: failedMessage },
  'deliveries stop': { tells: 'message.stopped', asks: own, form: (stage) => letter(stage) },
  'deliveries test': { tells: 'message.tested', asks: own, form: async () => ({ to: 'walk@example.org' }) },
  'deliveries takePile': {
    tells: 'letters.taken',
    asks: undone,
    isUnexplained: true,
    form: async (stage) => {
      await letter(stage)
      return {}
    },
  },
  'deliveries endPile': {
    tells: 'letters.put-back',
    asks: undone,
    isUnexplained: true,
    form: async (stage) => {
      await letter(stage)
      return { pile: done(await takePile(stage.deps, stage.organisation.id)).pileId, end: 'back' }
    },
  },
  'audit/chain verifyNow': { tells: 'audit.verified', asks: { nothing: 'it changes nothing' }, isUnexplained: true, form: async () => ({}) },

  'campaigns planCampaign': {
    tells: 'campaign.planned',
    asks: unpublished,
    isUnexplained: true,
    form: async () => ({ name: name(), audience: 'never-signed-in', email: 'yes', hours: '24', pace: '10', quietFrom: '21', quietUntil: '8' }),
  },
  'campaigns moveCampaign': { tells: 'campaign.started', asks: sure, form: async (stage) => ({ ...(await campaign(stage)), move: 'start' }) },
  'campaigns printLetters': {
    tells: 'campaign.letters-printed',
    asks: sure,
    isUnexplained: true,
    form: async (stage) => {
      const fields = await campaign(stage, 'running')
      await letter(stage, fields.campaign)
      return fields
    },
  },

  'content makeItem': { tells: 'content.made', asks: unpublished, isUnexplained: true, form: async () => ({ kind: 'page', language: 'nb', title: name() }) },
  'content saveItemText': {
    tells: 'content.saved',
    asks: unpublished,
    isUnexplained: true,
    form: async (stage) => ({ ...(await item(stage)), language: 'nb', title: name(), body: 'Hei' }),
  },
  'content saveItemPlan': {
    tells: 'content.planned',
    asks: sure,
    isUnexplained: true,
    form: async (stage) => {
      const { id } = await item(stage)
      done(await itemsOf(stage).move({ id, version: 2 }, 'publish'))
      return { id, version: '3', slug: `s-${randomUUID()}`, audience: 'members' }
    },
  },
  'content moveItem': { tells: 'content.published', asks: sure, isUnexplained: true, form: async (stage) => ({ ...(await item(stage)), step: 'publish' }) },
  'content restoreText': {
    tells: 'content.restored',
    asks: unpublished,
    isUnexplained: true,
    form: async (stage) => {
      const { id } = await item(stage)
      const written = { title: name(), summary: '', keywords: '', body: 'Hei' }
      done(await itemsOf(stage).write({ id, version: 2 }, { language: 'nb', written, sourceRevision: null }))
      return { id, version: '3', number: '1' }
    },
  },
  'content removeItem': { tells: 'content.removed', asks: sure, form: item },
  'content removeItemFile': {
    tells: 'content.file-removed',
    asks: { nothing: 'the item that it stood in shows that it is gone' },
    isUnexplained: true,
    form: pdf,
  },

  'votes saveVote': {
    tells: 'vote.prepared',
    asks: unpublished,
    isUnexplained: true,
    form: async () => ({
      'title-nb': 'Styret',
      groups: '',
      opens: '2030-01-01T08:00',
      closes: '2030-01-08T08:00',
      verify: 'board',
      quorum: '0',
      paper: 'none',
    }),
  },
  'votes putQuestion': {
    tells: 'vote.changed',
    asks: unpublished,
    isUnexplained: true,
    form: async (stage) => ({ ...(await vote(stage)), at: '1', kind: 'yes-no', 'text-nb': 'Nei?', most: '1', seats: '1', majority: 'half' }),
  },
  'votes removeQuestion': { tells: 'vote.changed', asks: unpublished, isUnexplained: true, form: async (stage) => ({ ...(await vote(stage)), at: '0' }) },
  'votes discardVote': { tells: 'vote.discarded', asks: unpublished, isUnexplained: true, form: vote },
  'votes freezeVote': { tells: 'vote.frozen', asks: sure, isUnexplained: true, form: vote },

  'votes callOffVote': { tells: 'vote.called-off', asks: sure, form: { test: 'lib/flows/elections/call-off.test.ts' } },
  'votes acceptKey': { tells: 'vote.key-made', asks: sure, isUnexplained: true, form: { test: 'lib/flows/elections/elections.test.ts' } },
  'votes putOnPostList': {
    tells: 'vote.postAsked',
    asks: { nothing: 'the member is told and nothing is made yet' },
    isUnexplained: true,
    form: { test: 'lib/flows/elections/post-ballots.test.ts' },
  },
  'votes takeOffPostList': {
    tells: 'vote.postTakenBack',
    asks: { nothing: 'it can be put back' },
    isUnexplained: true,
    form: { test: 'lib/flows/elections/post-ballots.test.ts' },
  },
  'votes makeBallots': { tells: 'vote.pileMade', asks: sure, isUnexplained: true, form: { test: 'lib/flows/elections/post-ballots.test.ts' } },
  'votes enterPaper': {
    tells: 'vote.paperEntered',
    asks: { nothing: 'another officer reads the same ballot before it counts' },
    isUnexplained: true,
    form: { test: 'lib/flows/elections/papers.test.ts' },
  },

  'settings savePart': {
    tells: 'settings.draft-changed',
    asks: unpublished,
    isUnexplained: true,
    form: async (stage) => {
      await throwDraftAway(stage)
      return part(stage)
    },
  },
  'settings saveSentence': {
    tells: 'settings.draft-changed',
    asks: unpublished,
    isUnexplained: true,
    form: async (stage) => ({ key: 'page.signOut', language: 'nb', text: name(), seen: await seen(stage, 'words') }),
  },
  'settings saveNotice': {
    tells: 'settings.draft-changed',
    asks: unpublished,
    isUnexplained: true,
    form: async (stage) => ({ at: '0', 'text.nb': name(), seen: await seen(stage, 'notices') }),
  },
  'settings startFromModel': {
    tells: 'settings.draft-changed',
    asks: unpublished,
    isUnexplained: true,
    form: async (stage) => {
      await throwDraftAway(stage)
      return { preset: 'standard' }
    },
  },
  'settings saveReasons': {
    tells: 'settings.draft-changed',
    asks: unpublished,
    isUnexplained: true,
    form: async (stage) => {
      const seenNow = await seen(stage, 'deviations')
      const { shown } = await findSettings(stage.deps, stage.organisation.id)
      return { seen: seenNow, [`rule.${shown.deviations[0]?.rule}`]: name() }
    },
  },
  'settings applyDraft': { tells: 'organisation.settings-applied', asks: sure, form: async (stage) => ({ ...(await draft(stage)), when: 'now' }) },
  'settings undoTo': {
    tells: 'organisation.settings-applied',
    asks: sure,
    form: async (stage) => {
      await throwDraftAway(stage)
      const { inForce } = await findSettings(stage.deps, stage.organisation.id)
      return { number: String(inForce.version - 1), inForce: String(inForce.version) }
    },
  },
  'settings stopDate': {
    tells: 'settings.undated',
    asks: unpublished,
    isUnexplained: true,
    form: async (stage) => {
      await draft(stage)
      await stage.sql(`UPDATE settings_drafts SET effective_at = now() + interval '1 day', revision = 7 WHERE organisation_id = $1`, [stage.organisation.id])
      return { revision: '7' }
    },
  },
  'settings throwAway': { tells: 'settings.draft-discarded', asks: unpublished, isUnexplained: true, form: (stage) => draft(stage) },
  'settings renewDraft': {
    tells: 'settings.draft-renewed',
    asks: unpublished,
    isUnexplained: true,
    form: async (stage) => {
      const fields = await draft(stage)
      await stage.sql('UPDATE settings_drafts SET based_on = based_on - 1 WHERE organisation_id = $1', [stage.organisation.id])
      return fields
    },
  },
  'settings tryPassword': {
    tells: { nothing: 'a password that somebody makes up, against the rules: nobody’s, and kept nowhere' },
    asks: { nothing: 'it changes nothing' },
    isUnexplained: true,
    form: async () => ({ tried: randomUUID() }),
  },
}
