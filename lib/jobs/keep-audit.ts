import { sealEvents } from '@/lib/audit/seal-events'
import { shipEvents } from '@/lib/audit/ship-events'
import type { Deps } from '@/lib/core/db'
import type { Environment } from '@/lib/core/env'
import { log } from '@/lib/core/log'
import { listOrganisations } from '@/lib/organisations/find-organisation'

/** Chains the new events, and ships them where a receiver is named. One that is away is asked again a minute later, by the clock. */
export async function keepAudit(
  deps: Deps,
  { SYSLOG_URL, SYSLOG_FORMAT, BASE_URL }: Pick<Environment, 'SYSLOG_URL' | 'BASE_URL'> & Partial<Pick<Environment, 'SYSLOG_FORMAT'>>,
): Promise<void> {
  await sealEvents(deps)
  if (!SYSLOG_URL) return
  const slugs = new Map((await listOrganisations(deps)).map(({ id, slug }) => [id, slug]))
  const receiver = { address: SYSLOG_URL, host: new URL(BASE_URL).hostname, format: SYSLOG_FORMAT }
  await shipEvents(deps, receiver, (id) => slugs.get(id) ?? id).catch((error) =>
    log().error({ reason: String(error), receiver: SYSLOG_URL }, 'the audit could not be shipped; nothing is lost, it is tried again in a minute'),
  )
}
