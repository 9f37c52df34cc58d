import type { Deps } from '@/lib/core/db'
import { reveal } from '@/lib/core/prisma'
import { unseal } from '@/lib/core/seal'
import type { Client } from '@/lib/flows/client'
import { newDeviceJob, tellNewDevice } from '@/lib/flows/sign-in/tell-new-device'
import { tellJob, tellNow } from '@/lib/flows/tell-later'
import { applyOrganisation } from '@/lib/organisations/apply-organisation'
import { unrecordedRules } from '@/lib/organisations/find-problems'
import { presets } from '@/lib/organisations/presets/all'
import { type Organisation, type OrganisationSettingsInput, organisationSettings } from '@/lib/organisations/schema'
import { hashPassword } from '@/lib/passwords/hash-password'
import { identifierKey, type Person } from '@/lib/people/rules'

/** The password of every invented person; right by every preset's policy but S's. */
export const password = 'Kvastfot-73-Zzyx!'

const hashes = new Map<string, Promise<string>>()

/** An organisation of a preset, with `changes` over its settings. */
export async function inventOrganisation(
  deps: Deps,
  preset = 'standard',
  changes: Partial<OrganisationSettingsInput> = {},
  slug = preset,
): Promise<Organisation> {
  const settings = { ...presets[preset], hosts: [], primaryHost: null, ...changes }
  const recorded = organisationSettings.safeParse(settings)
  // What the changes break on purpose is no matter of the test.
  const reasons = recorded.success ? unrecordedRules(recorded.data).map((rule) => ({ rule, reason: 'a test' })) : []
  const applied = await applyOrganisation(deps, { slug, settings: { ...settings, deviations: [...(settings.deviations ?? []), ...reasons] } })
  if (!applied.ok) throw new Error(applied.failure.join('\n'))
  return applied.value
}

type Address = { street?: string; postalCode?: string; city?: string; country?: string }
type Invention = Partial<Omit<Person, 'id' | 'organisationId'>> &
  Address & { formerUsername?: string; groups?: string[]; roles?: string[]; password?: string | null }

/** A person of the register with validated contacts, who has signed in before; `changes` say what is otherwise. */
export async function inventPerson(deps: Deps, organisation: Pick<Organisation, 'id'>, changes: Invention = {}): Promise<Person> {
  const { formerUsername, groups = [], roles = [], password: typed = password, ...fields } = changes
  const db = reveal(deps.db)
  const organisationId = organisation.id
  const validated = new Date('2026-01-01T00:00:00Z')
  const person = await db.person.create({
    data: {
      organisationId,
      username: 'gunber',
      email: null,
      mobile: '+46701740605',
      memberNumber: null,
      givenName: 'Gunhild',
      familyName: 'Bergqvist',
      mobileValidatedAt: validated,
      emailValidatedAt: validated,
      firstSignedInAt: validated,
      ...fields,
    },
  })
  const names = [person.username, person.email, person.memberNumber].filter((name) => name !== null)
  const values = new Set(names.map(identifierKey))
  await db.identifier.createMany({ data: [...values].map((value) => ({ organisationId, value, personId: person.id })) })
  if (formerUsername) await db.identifier.create({ data: { organisationId, value: identifierKey(formerUsername), personId: person.id, isFormer: true } })
  for (const name of groups) {
    const group = await db.group.upsert({ where: { organisationId_name: { organisationId, name } }, create: { organisationId, name }, update: {} })
    await db.groupMember.create({ data: { organisationId, groupId: group.id, personId: person.id } })
  }
  for (const role of roles) await db.roleGrant.create({ data: { organisationId, personId: person.id, role } })
  if (typed !== null) {
    const hash = hashes.get(typed) ?? hashPassword(typed)
    hashes.set(typed, hash)
    await db.password.create({ data: { organisationId, personId: person.id, hash: await hash, setAt: validated, setBy: 'import' } })
  }
  return { ...person, roles }
}

/** Somebody at a browser outside the network; two clients of one name share their cookies. */
export function inventClient(name = 'one', changes: Partial<Client> = {}): Client {
  return {
    address: '203.0.113.9',
    isInside: false,
    userAgent: 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0',
    host: 'localhost',
    browser: `browser ${name}`,
    device: `device ${name}`,
    ...changes,
  }
}

export type Sent = { channel: string; recipient: string; purpose: string; text: string; id: string }

/** What lies in the outbox, oldest first. */
export async function sentMessages(deps: Deps): Promise<Sent[]> {
  const rows = await reveal(deps.db).message.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] })
  return rows.map(({ id, channel, recipient, purpose, sealedContent }) => ({
    id,
    channel,
    recipient,
    purpose,
    text: sealedContent ? JSON.parse(unseal('message', sealedContent, id)).text : '',
  }))
}

/** The code of the newest message that holds one. */
export async function lastCode(deps: Deps): Promise<string> {
  const codes = (await sentMessages(deps)).flatMap(({ text }) => text.match(/^(?:[A-Z]\d )?(\d{6})(?: |$)/m)?.[1] ?? [])
  const code = codes.at(-1)
  if (!code) throw new Error('no code was sent')
  return code
}

/** What was left to the worker to tell; it is not told then. */
export async function takeTellJobs(deps: Deps, task = 'tell-person'): Promise<unknown[]> {
  const jobs = await reveal(deps.db).$queryRaw<{ payload: unknown }[]>`
    DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_tasks t
    WHERE t.id = j.task_id AND t.identifier = ${task} RETURNING j.payload`
  return jobs.map(({ payload }) => payload)
}

/** Does what the worker does with it. */
export async function tellWaiting(deps: Deps): Promise<void> {
  for (const payload of await takeTellJobs(deps)) await tellNow(deps, tellJob.parse(payload))
  for (const payload of await takeTellJobs(deps, 'tell-new-device')) await tellNewDevice(deps, newDeviceJob.parse(payload))
}

/** A code that is not `code`. */
export const otherThan = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')
