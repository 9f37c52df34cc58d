import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify/sync'
import { closeDb, type Deps, openDb } from '@/lib/core/db'
import { beginFreeze, createElection } from '@/lib/elections/prepare-election'
import { listGroupNames } from '@/lib/groups/find-group'
import { applyOrganisation } from '@/lib/organisations/apply-organisation'
import { findOrganisation } from '@/lib/organisations/find-organisation'
import { presets } from '@/lib/organisations/presets/all'
import type { Organisation } from '@/lib/organisations/schema'
import { hashPassword } from '@/lib/passwords/hash-password'
import { findPersonByIdentifier } from '@/lib/people/find-person'
import { rememberFirstSignIn } from '@/lib/people/membership'
import { importPeople } from '@/lib/register-import/import-people'
import { demoContent } from './content'
import { demoAccounts, demoPassword } from './demo-accounts'
import { demoQuestions, demoVote } from './demo-vote'
import { makePeople } from './make-people'
import { seedContent } from './seed-content'

/**
 * Makes the demo's organisations and people where they are missing; what is there stays as it is. Returns the lines that
 * tell where the demo is and who can sign in.
 */
export async function seedDemo(databaseUrl: string, say: (text: string) => void): Promise<(port: number) => string> {
  const deps: Deps = { db: openDb(databaseUrl, 4), now: () => new Date() }
  try {
    for (const [slug, settings] of Object.entries(presets)) {
      if (await findOrganisation(deps, slug)) continue
      const applied = await applyOrganisation(deps, { slug, settings })
      if (!applied.ok) throw new Error(`The preset ${slug} is not right:\n${applied.failure.join('\n')}`)
      await seedPeople(deps, applied.value, databaseUrl)
      await seedContent(deps, applied.value, demoContent[slug] ?? [])
      if (slug === demoVote.slug) await seedVote(deps, applied.value)
      say(`Made ${settings.name} and its people.`)
    }
  } finally {
    await closeDb(deps.db)
  }
  return addresses
}

/** A vote that the worker freezes within a minute, once the ballot box is there. */
async function seedVote(deps: Deps, { id: organisationId }: Organisation) {
  const astrid = await findPersonByIdentifier(deps, organisationId, 'astrid')
  const groupIds = (await listGroupNames(deps, organisationId)).filter(({ name }) => name === demoVote.group).map(({ id }) => id)
  if (!astrid || groupIds.length === 0) throw new Error('The demo’s vote has nobody.')
  const [id, now] = [randomUUID(), deps.now()]
  const times = { opensAt: now, closesAt: new Date(now.getTime() + 7 * 86_400_000) }
  const rules = { isRevotable: true, paper: 'last' as const, verify: 'board' as const, keys: 'portal' as const, quorum: 20, reminds: true }
  const plan = { mode: 'sealed' as const, title: { nb: 'Årsmøtet: kontingent og leder' }, questions: demoQuestions, groupIds, ...times, ...rules }
  await createElection(deps, organisationId, { id, plan, createdBy: astrid.id })
  await beginFreeze(deps, { organisationId, id, version: 1 }, astrid.id)
}

/** The people of one organisation, by the same import that an administrator uses. */
async function seedPeople(deps: Deps, organisation: Organisation, databaseUrl: string) {
  const { slug } = organisation
  const passwordHash = await hashPassword(String(demoPassword[slug]))
  const rows = makePeople(slug).map((row) => ({ ...row, passwordHash }))
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const file = Readable.from([stringify(rows, { header: true, columns })])
  const report = await importPeople(deps, { organisation, file, fileName: 'demo.csv', isDryRun: false, databaseUrl })
  if (report.refusal || report.counts.refused > 0) throw new Error(`The demo's people of ${slug} are not right: ${JSON.stringify(report)}`)
  for (const { identifier, hasSignedInBefore } of demoAccounts(slug)) {
    const person = hasSignedInBefore ? await findPersonByIdentifier(deps, organisation.id, identifier) : null
    if (person) await rememberFirstSignIn(deps, organisation.id, person.id)
  }
}

function addresses(port: number): string {
  const base = `http://localhost:${port}`
  const parts = Object.entries(presets).map(([slug, { name }]) => {
    const accounts = demoAccounts(slug).map(({ identifier, what }) => `    ${identifier.padEnd(24)} ${what}`)
    return [`${name}: ${base}/${slug}`, `  password of all: ${demoPassword[slug]}`, ...accounts].join('\n')
  })
  const hosts = (presets.kristinehov?.hosts ?? []).map((host) => `http://${host}:${port}`)
  return ['', ...parts, '', `Also at ${hosts.join(' and ')}`, `Every message that is sent: ${base}/outbox`, ''].join('\n')
}
