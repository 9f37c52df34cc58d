import type { Db, Deps } from '@/lib/core/db'
import { Prisma, reveal } from '@/lib/core/prisma'

/** `deps` whose raw queries are explained as well: `plans` holds what PostgreSQL means to do for each. Not inside transactions. */
export function watchPlans(deps: Deps): { deps: Deps; plans: string[] } {
  const plans: string[] = []
  const db = new Proxy(reveal(deps.db), {
    get(target, name) {
      if (name !== '$queryRaw') return Reflect.get(target, name)
      return async (first: TemplateStringsArray | Prisma.Sql, ...values: unknown[]) => {
        const statement = 'sql' in first ? first : Prisma.sql(first, ...values)
        const lines = await target.$queryRaw<{ 'QUERY PLAN': string }[]>(Prisma.sql`EXPLAIN ${statement}`)
        plans.push(lines.map((line) => line['QUERY PLAN']).join('\n'))
        return target.$queryRaw(statement)
      }
    },
  })
  return { deps: { ...deps, db: db as unknown as Db }, plans }
}
