import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { FormState } from '@/components/form-state'
import { unusedSlug } from '@/e2e/support/organisations'
import { makePerson, password } from '@/e2e/support/people'
import type { Answer } from '@/e2e/support/plain-browser'
import { type ActStage, type StaffAct, staffActs } from '@/e2e/support/staff-acts'
import { isKnownEverywhere } from '@/e2e/support/steps'
import { expect, outsideAddress, test } from '@/e2e/support/test'
import { pages } from '@/e2e/support/who-may'
import { applyOrganisation } from '@/lib/organisations/apply-organisation'
import { presets } from '@/lib/organisations/presets/all'
import { openSession } from '@/lib/sessions/open-session'
import { cookieNames } from '@/lib/web/cookie-names'
import { dictionary } from '@/lib/words/speak'

// security.md 41, 49 and 52 for every act of staff, as the forms send it. Who may, and that others may not, is `who-may.spec.ts`.

/** What staff type ends no line of the log and begins no other. */
const reason = 'Sak 412\r\n2030-01-01T00:00:00Z sign-in.succeeded\r\nCEF:0|Porten|falsk'
const userAgent = 'the walk'

type Row = { act: string; outcome: string; actor_id: string; at: Date; personal: Record<string, string> | null }

test('Every act of staff asks for the own password where it should, is in the log, and shows nobody’s password @once', async ({ deps, sql, plain, inbox }) => {
  test.setTimeout(600_000)
  const slug = unusedSlug('fagforbund')
  const applied = await applyOrganisation(deps, { slug, settings: { ...presets.handelsforbundet, name: `Prøveforbundet ${slug}` } })
  if (!applied.ok) throw new Error(applied.failure.join('\n'))
  await isKnownEverywhere(slug)
  const organisation = applied.value
  const [administrator, other] = [await makePerson(deps, slug, { roles: 'administrator' }), await makePerson(deps, slug, { roles: 'administrator' })]
  const address = await outsideAddress()
  const secrets = { browser: 'b'.repeat(43), device: 'd'.repeat(43) }
  const client = { address, isInside: false, userAgent, host: 'localhost', ...secrets }
  const browser = plain({ from: address, headers: { 'user-agent': userAgent } })
  browser.jar.set(cookieNames.browser, secrets.browser).set(cookieNames.device, secrets.device)
  const session = { organisation, personId: administrator.id, roles: ['administrator'], wishesToBeRemembered: false, factors: ['password', 'sms'], client }
  browser.jar.set(cookieNames.session(slug), (await openSession(deps, session)).token)
  const built = builtActions()

  async function send(key: string, fields: Record<string, string | undefined>): Promise<{ state: FormState; body: string }> {
    const { id, page } = built.get(key) ?? { id: '', page: '' }
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) if (value !== undefined) form.set(`_1_${name}`, value)
    form.set('0', JSON.stringify([{ values: {}, errors: [] }, '$K1'])) // after the fields that it names, as React sends it
    const path = `/${slug}${page.replace('PERSON', administrator.id)}`
    const answer = await browser.send(path, { method: 'POST', headers: { 'next-action': id, accept: 'text/x-component' }, body: form })
    return { state: stateOf(key, answer), body: answer.body }
  }
  const rows = async () =>
    (await sql('SELECT act, outcome, actor_id, at, personal FROM audit_events WHERE organisation_id = $1 AND actor_id = $2 ORDER BY at, id', [
      organisation.id,
      administrator.id,
    ])) as Row[]
  const stage: ActStage = {
    deps,
    organisation,
    administrator,
    other,
    client,
    sql,
    person: (wishes) => makePerson(deps, slug, wishes),
    call: async (person) => {
      const begun = await send('people/[id] verifyCaller', { person: person.id, once: crypto.randomUUID(), reason, currentPassword: password })
      expect(begun.state.errors).toEqual([])
      return inbox.code(person)
    },
  }
  // of this organisation alone: beside this walk, other journeys change passwords of theirs
  const hashes = async () =>
    new Map((await sql('SELECT person_id, hash FROM passwords WHERE organisation_id = $1', [organisation.id])).map((row) => [row.person_id, row.hash]))
  const secretsOf = async () => (await sql('SELECT hash FROM passwords WHERE hash IS NOT NULL')).map(({ hash }) => String(hash))

  const found: string[] = []
  async function walk(key: string, { tells, asks, isUnexplained, form }: StaffAct) {
    if (typeof form !== 'function') return
    const say = (text: string) => found.push(`${key}: ${text}`)
    const fields = { once: crypto.randomUUID(), reason, ...(await form(stage)) }
    const asksNow = typeof asks === 'string'
    await sql(`UPDATE sessions SET authenticated_at = now() - interval '3 hours' WHERE person_id = $1`, [administrator.id])
    const before = (await rows()).length
    const former = await hashes()
    let answer = await send(key, fields)
    const isDone = ({ state }: typeof answer) => state.errors.length === 0
    const told = async () => (await rows()).slice(before).filter(({ act, outcome }) => act === tells && outcome === 'success')
    if (asksNow) {
      if (isDone(answer) || (await told()).length > 0) say('was done without the own password, which was proved three hours ago')
      if (!(await rows()).slice(before).some(({ act, outcome }) => act === 'details.password-refused' && outcome === 'failure'))
        say('the log does not tell that the own password was missing')
      answer = await send(key, { ...fields, currentPassword: password })
    }
    if (!isDone(answer) && typeof tells === 'string') say(`was not done: ${answer.state.errors.map(({ field, text }) => `${field}: ${text}`).join(', ')}`)
    if (typeof tells === 'string') {
      const [row] = await told()
      if (!row) return say(`the log does not tell of ${tells}, but of ${(await rows()).slice(before).map(({ act }) => act)}`)
      const { personal, at } = row
      if (personal?.address !== address || personal.userAgent !== userAgent) say('the log does not tell from where')
      if (!isUnexplained && personal?.reason !== reason.trim()) say(`the log does not tell why, but ${personal?.reason}`)
      if (Math.abs(Date.now() - at.getTime()) > 60_000) say('the log does not tell when')
    }
    if (/(?<![-\w])[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}(?![-\w])/.test(answer.body)) say('the answer shows a first-time password')
    if ((await secretsOf()).some((hash) => answer.body.includes(hash))) say('the answer shows the digest of a password')
    for (const [person, hash] of await hashes())
      if (hash !== null && former.has(person) && former.get(person) !== hash) say('somebody has another password now')
  }
  for (const [key, act] of Object.entries(staffActs)) await test.step(key, () => walk(key, act).catch((error) => found.push(`${key}: ${error}`)))
  expect(found).toEqual([])

  // However it is taken out, an event is a line: as many as the log has, each with what was typed inside its value.
  const events = (await sql('SELECT id FROM audit_events WHERE organisation_id = $1', [organisation.id])).map(({ id }) => String(id))
  const { body } = await browser.get(`/${slug}/admin/audit/export?format=jsonl`)
  const lines = body.trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line).id).filter((id) => !events.includes(id)).length).toBeLessThanOrEqual(1) // the export itself
  expect(lines.length).toBeGreaterThanOrEqual(events.length)
})

function stateOf(key: string, { status, body }: Answer): FormState {
  const line = body.split('\n').find((line) => /^\w+:\{"(?:values|errors|message|note)"/.test(line)) ?? ''
  if (status !== 200 || !line) throw new Error(`${key} answered ${status}: ${body.slice(0, 300)} (${body.includes(dictionary.nb['page.failure'])})`)
  return JSON.parse(line.slice(line.indexOf(':') + 1))
}

type Built = { node: Record<string, { filename: string; exportedName: string; workers: Record<string, unknown> }> }

/** The actions of staff by their line in the list, with their name on the wire and a page that they answer at. */
function builtActions() {
  const { node } = JSON.parse(readFileSync(fileURLToPath(new URL('../../.next/server/server-reference-manifest.json', import.meta.url)), 'utf8')) as Built
  const below = 'app/[organisation]/'
  return new Map<string, { id: string; page: string }>(
    Object.entries(node).flatMap(([id, { filename, exportedName, workers }]) => {
      if (!filename.startsWith(`${below}admin/`)) return []
      const worker = Object.keys(workers).find((path) => path.startsWith(below)) ?? ''
      const file = `${worker.slice(below.length)}.tsx`
      const page = pages[file]?.at ?? `/${file.replace(/\/page\.tsx$/, '')}`
      return [[`${filename.slice(`${below}admin/`.length).replace(/\/actions\.ts$/, '')} ${exportedName}`, { id, page }] as const]
    }),
  )
}
