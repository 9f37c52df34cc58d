import { randomUUID } from 'node:crypto'
import type { Deps } from '@/lib/core/db'
import { reveal } from '@/lib/core/prisma'
import { unsealContent } from '@/lib/delivery/seal-content'
import { type Proof, provePassword } from '@/lib/flows/change-details/prove-password'
import type { Client } from '@/lib/flows/client'
import { type Organisation, type OrganisationSettingsInput, organisationSettings } from '@/lib/organisations/schema'
import { hashPassword } from '@/lib/passwords/hash-password'
import { findPerson } from '@/lib/people/find-person'
import { openSession } from '@/lib/sessions/open-session'

export const password = 'kvastfot i vassen'

export const someClient = (more: Partial<Client> = {}): Client => ({
  address: '203.0.113.9',
  isInside: false,
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  host: 'localhost',
  browser: randomUUID(),
  device: randomUUID(),
  ...more,
})

/** An organisation that messages can be sent for, in its own row. */
export async function newOrganisation(deps: Deps, more: Partial<OrganisationSettingsInput> = {}): Promise<Organisation> {
  const id = randomUUID()
  const slug = `o${id.slice(0, 8)}`
  const settings = organisationSettings.parse({
    name: 'Hämeenportin kaupunki',
    country: 'SE',
    languages: ['sv', 'fi'],
    look: { hue: 1, chroma: 0.1, sign: 'H' },
    help: { phone: '+46846500400' },
    limits: { messagesPerPersonPerDay: 1_000, messagesPerRecipientPer10Minutes: 1_000 },
    ...more,
  })
  await reveal(deps.db).organisation.create({ data: { id, slug, settings: {} } })
  return { id, slug, version: 1, settings }
}

type Names = { username?: string | null; email?: string | null; memberNumber?: string | null; mobile?: string | null }

let hash: Promise<string> | undefined

/** Somebody with a password, whom each of the given names finds. */
export async function newPerson(deps: Deps, { id: organisationId }: Organisation, names: Names = {}) {
  const id = randomUUID()
  const { mobile = null, ...found } = names
  const person = { givenName: 'Erkki', familyName: 'Esimerkki', username: null, email: null, memberNumber: null, ...found }
  const at = deps.now()
  await reveal(deps.db).person.create({
    data: { id, organisationId, ...person, mobile, mobileValidatedAt: mobile ? at : null, emailValidatedAt: person.email ? at : null, language: 'sv' },
  })
  const values = new Set([person.username, person.email, person.memberNumber].filter((name) => name !== null))
  for (const value of values) await reveal(deps.db).identifier.create({ data: { organisationId, value, personId: id } })
  hash ??= hashPassword(password)
  await reveal(deps.db).password.create({ data: { organisationId, personId: id, hash: await hash, setAt: at, setBy: 'import' } })
  return id
}

export const newSession = (deps: Deps, organisation: Organisation, personId: string, client = someClient()) =>
  openSession(deps, { organisation, personId, roles: [], wishesToBeRemembered: false, factors: ['password'], client })

/** The present password, given in a session of its own. */
export async function prove(deps: Deps, organisation: Organisation, client: Client, personId: string, factors = ['password']): Promise<Proof> {
  const { id } = await newSession(deps, organisation, personId, client)
  const proof = await provePassword(deps, organisation, client, { id, personId, factors }, password)
  if (!proof.ok) throw new Error(proof.failure)
  return proof.value
}

export async function person(deps: Deps, organisation: Organisation, id: string) {
  const found = await findPerson(deps, organisation.id, id)
  if (!found) throw new Error('nobody')
  return found
}

/** Every message of the organisation, oldest first. */
export async function messages(deps: Deps, organisation: Organisation) {
  const rows = await reveal(deps.db).message.findMany({ where: { organisationId: organisation.id }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] })
  return rows.map((row) => ({ to: row.recipient, template: row.purpose, text: unsealContent(row.id, row.sealedContent)?.text ?? '' }))
}

/** The code of the latest message that holds one. */
export async function lastCode(deps: Deps, organisation: Organisation): Promise<string> {
  const all = await messages(deps, organisation)
  return (
    all
      .map(({ text }) => text.match(/^(?:[A-Z][2-9] )?(\d{6})(?: |$)/m)?.[1])
      .filter((code) => code !== undefined)
      .at(-1) ?? 'none'
  )
}

/** The token of the latest mailed link of a journey. */
export async function lastToken(deps: Deps, organisation: Organisation): Promise<string> {
  const all = await messages(deps, organisation)
  return (
    all
      .map(({ text }) => text.match(/\/go\/([\w-]{80})/)?.[1])
      .filter((token) => token !== undefined)
      .at(-1) ?? 'none'
  )
}

export const acts = async (deps: Deps, organisation: Organisation, subjectId: string) =>
  (await reveal(deps.db).auditEvent.findMany({ where: { organisationId: organisation.id, subjectId }, orderBy: { id: 'asc' } })).map(({ act }) => act)
