import { verifyAudit } from '@/lib/audit/verify-audit'
import { listOrganisations } from '@/lib/organisations/find-organisation'
import { print } from './say'
import { withDatabase } from './session'

export const verifyChains = () =>
  withDatabase(async ({ deps }) => {
    const slugs = new Map((await listOrganisations(deps)).map(({ id, slug }) => [id, slug]))
    const verdicts = await verifyAudit(deps)
    for (const { organisationId, events, head, brokenAt } of verdicts) {
      const name = slugs.get(organisationId) ?? organisationId
      print(brokenAt === null ? `${name}: ${events} events, whole, head ${head}` : `${name}: BROKEN at event ${brokenAt}`)
    }
    if (verdicts.length === 0) print('There are no events yet.')
    if (verdicts.some(({ brokenAt }) => brokenAt !== null)) process.exitCode = 1
  })
