import type { KnownHead } from '@/lib/audit/schema'
import { verifyAudit } from '@/lib/audit/verify-audit'
import type { Deps } from '@/lib/core/db'
import { listOrganisations } from '@/lib/organisations/find-organisation'
import { print, Refusal } from './say'
import { withDatabase } from './session'

export const verifyChains = (heads: string[]) =>
  withDatabase(
    async ({ deps }) => {
      const slugs = new Map((await listOrganisations(deps)).map(({ id, slug }) => [id, slug]))
      const verdicts = await verifyAudit(deps, await readHeads(deps, heads))
      for (const { organisationId, events, keyless, head, brokenAt, unknownKey } of verdicts) {
        const name = slugs.get(organisationId) ?? organisationId
        const old = keyless > 0 ? `, the first ${keyless} without a key` : ''
        if (unknownKey)
          print(`${name}: event ${brokenAt} has the key ${unknownKey}, which AUDIT_KEYS_OLD does not name; nothing is known of it and what follows`)
        else print(brokenAt === null ? `${name}: ${events} events, whole${old}, head ${head}` : `${name}: BROKEN at event ${brokenAt}`)
      }
      if (verdicts.length === 0) print('There are no events yet.')
      if (verdicts.some(({ brokenAt }) => brokenAt !== null)) {
        print('From that event on the chain was changed or cut, or it was sealed with another AUTH_SECRET (then name its key in AUDIT_KEYS_OLD).')
        process.exitCode = 1
      }
    },
    ['AUTH_SECRET', 'AUDIT_KEYS_OLD'],
  )

async function readHeads(deps: Deps, heads: string[]): Promise<KnownHead[]> {
  const ids = new Map((await listOrganisations(deps)).map(({ id, slug }) => [slug, id]))
  return heads.map((head) => {
    const [, slug = '', position = '', hash = ''] = /^([a-z0-9-]+):([1-9]\d{0,17}):([0-9a-f]{64})$/.exec(head) ?? []
    const organisationId = ids.get(slug)
    if (!organisationId) throw new Refusal(`"${head}" is no head of an organisation here: write it as SLUG:EVENTS:HASH.`)
    return { organisationId, position: BigInt(position), hash }
  })
}
