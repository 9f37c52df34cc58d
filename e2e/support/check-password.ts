import type { Deps } from '@/lib/core/db'
import { reveal } from '@/lib/core/prisma'
import { verifyPassword } from '@/lib/passwords/verify-password'

/** Whether it is the person's password, locked or not: counts nothing and changes nothing. Null asks for a stranger. */
export async function checkPassword(
  deps: Deps,
  { organisationId, personId, typed }: { organisationId: string; personId: string | null; typed: string },
): Promise<{ isRight: boolean }> {
  const found = personId === null ? null : await reveal(deps.db).password.findFirst({ where: { organisationId, personId } })
  const { isRight } = await verifyPassword(found?.hash ?? null, typed)
  return { isRight }
}
