import type { Deps } from '@/lib/core/db'
import { inOrder } from './rules'
import { applyRule, listNames, organisationsWithRules, sumTallies } from './store'

/** Works out anew who is in each group by rule, those that others ask for first. Answers how many people came and went. */
export async function applyRules(deps: Deps, organisation: { id: string; settings: { languages: readonly string[] } }): Promise<number> {
  const groups = await listNames(deps.db, organisation.id)
  let changed = 0
  for (const id of inOrder(groups)) {
    const rule = groups.find((group) => group.id === id)?.rule
    if (rule) changed += await applyRule(deps.db, organisation.id, id, rule, { language: organisation.settings.languages[0] ?? '' }, deps.now())
  }
  return changed
}

/** Organisations that have groups by rule. */
export const listRuling = (deps: Deps): Promise<string[]> => organisationsWithRules(deps.db)

export const tidyTallies = (deps: Deps): Promise<void> => sumTallies(deps.db)
