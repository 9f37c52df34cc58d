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
      for (const { organisationId, events, keyless, head, brokenAt } of verdicts) {
        const name = slugs.get(organisationId) ?? organisationId
        const old = keyless > 0 ? `, the first ${keyless} without a key` : ''
        print(brokenAt === null ? `${name}: ${events} events, whole${old}, head ${head}` : `${name}: BROKEN at event ${brokenAt}`)
      }
      if (verdicts.length === 0) print('There are no events yet.')
      if (verdicts.some(({ brokenAt }) => brokenAt !== null)) {
        print('Broken: from that event on the chain was changed or cut, or it was sealed with another AUTH_SECRET.')
        process.exitCode = 1
      }
    },
    ['AUTH_SECRET'],
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
