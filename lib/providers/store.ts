import type { Db } from '@/lib/core/db'
import { reveal } from '@/lib/core/prisma'

export async function findProviderSecret(db: Db, organisationId: string, target: string): Promise<Uint8Array | null> {
  const [row] = await reveal(db).$queryRaw<{ sealed: Uint8Array }[]>`
    SELECT sealed FROM provider_secrets WHERE organisation_id = ${organisationId}::uuid AND target = ${target}`
  return row?.sealed ?? null
}

/** Beside it the newest of the others stays: it may be the one in force while the next settings are tried. */
export async function keepProviderSecret(db: Db, organisationId: string, target: string, sealed: Buffer<ArrayBuffer>, now: Date): Promise<void> {
  await reveal(db).$executeRaw`
    INSERT INTO provider_secrets (organisation_id, target, sealed, changed_at) VALUES (${organisationId}::uuid, ${target}, ${sealed}, ${now})
    ON CONFLICT (organisation_id, target) DO UPDATE SET sealed = EXCLUDED.sealed, changed_at = EXCLUDED.changed_at`
  await reveal(db).$executeRaw`
    DELETE FROM provider_secrets WHERE organisation_id = ${organisationId}::uuid AND target IN (
      SELECT target FROM provider_secrets WHERE organisation_id = ${organisationId}::uuid AND target <> ${target} ORDER BY changed_at DESC, target DESC OFFSET 1)`
}
