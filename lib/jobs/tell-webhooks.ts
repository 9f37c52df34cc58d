import type { Deps } from '@/lib/core/db'
import { listOrganisations } from '@/lib/organisations/find-organisation'
import { sendWebhooks } from '@/lib/webhooks/send-webhooks'

/** Every receiver that is due is told what its organisation's audit recorded since. */
export async function tellWebhooks(deps: Deps): Promise<void> {
  const slugs = new Map((await listOrganisations(deps)).map(({ id, slug }) => [id, slug]))
  await sendWebhooks(deps, (id) => slugs.get(id) ?? id)
}
