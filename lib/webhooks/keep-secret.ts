import { seal, unseal } from '@/lib/core/seal'

export const sealSecret = (id: string, secret: string) => seal('webhook', secret, id)

type Kept = { sealedSecret: Uint8Array; formerSecret: Uint8Array | null; formerUntil: Date | null }

/** The secrets that sign now, the present one first. */
export function secretsOf(id: string, { sealedSecret, formerSecret, formerUntil }: Kept, now: Date): string[] {
  const isFormerGood = formerSecret !== null && formerUntil !== null && formerUntil > now
  return [sealedSecret, ...(isFormerGood ? [formerSecret] : [])].map((sealed) => unseal('webhook', sealed, id))
}
