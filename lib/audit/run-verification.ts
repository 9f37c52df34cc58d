import { z } from 'zod'
import type { Deps } from '@/lib/core/db'
import { lastLink, saveVerification } from './store'
import { verifyChain } from './verify-chain'

export const verificationJob = z.object({ organisationId: z.uuid(), id: z.uuid() })

/** How often the walk writes down how far it has come, in links. */
const stride = 10_000n

/** The worker's part: walks the whole chain, and writes down how far it has come and how it ended. Begun anew after a crash. */
export async function runVerification(deps: Deps, { organisationId, id }: z.output<typeof verificationJob>): Promise<void> {
  const last = await lastLink(deps.db, organisationId)
  await saveVerification(deps.db, organisationId, id, { total: last?.position ?? 0n, walked: 0n })
  let told = 0n
  const verdict = await verifyChain(deps, organisationId, new Map(), async (position) => {
    if (position - told < stride) return
    told = position
    await saveVerification(deps.db, organisationId, id, { walked: position })
  })
  await saveVerification(deps.db, organisationId, id, {
    walked: BigInt(verdict.events),
    endedAt: deps.now(),
    head: verdict.head,
    brokenAt: verdict.brokenAt === null ? null : BigInt(verdict.brokenAt),
    unknownKey: verdict.unknownKey,
  })
}
