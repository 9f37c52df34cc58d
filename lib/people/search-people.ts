import { type Deps, inTransaction } from '@/lib/core/db'
import type { Reach } from '@/lib/permissions/rules'
import { readMobile } from './read-mobile'
import { identifierKey, readSearch } from './rules'
import { type FoundPerson, findByFarName, findByLikeName, findByName, findByWholeName } from './store'

/** As many as a case worker looks through; beyond them the search wants another word. */
export const mostFound = 20

/**
 * Whoever is meant by a user name, member number, e-mail address, telephone number, or by the name, also misspelt, and
 * then best together with the last digits of a number. Exact hits come alone: nobody else was meant. Of `reach` alone.
 */
export async function searchPeople(
  deps: Deps,
  organisation: { id: string; settings: { country: string } },
  typed: string,
  reach: Reach,
): Promise<{ people: FoundPerson[]; isMore: boolean }> {
  const search = readSearch(typed)
  if (search.words.length === 0 && search.digits === null) return { people: [], isMore: false }
  const exact = await findByWholeName(deps.db, organisation.id, { key: identifierKey(typed), mobile: readMobile(typed, organisation.settings.country) }, reach)
  if (exact.length > 0) return { people: exact.slice(0, mostFound), isMore: exact.length > mostFound }
  if (search.words.length === 0) return { people: [], isMore: false }
  const wish = { ...search, reach, most: mostFound + 1 }
  const written = await findByName(deps.db, organisation.id, wish)
  // Misspelt names take longer to find, and nobody looks for them behind a page full of right ones.
  const like = written.length < wish.most ? await findByLikeName(deps.db, organisation.id, wish) : written
  // Of one word alone too many would be far away: of a million people that takes longer than a case worker waits.
  const isTold = wish.words.length > 1 || wish.digits !== null
  const found = like.length > 0 || !isTold ? like : await inTransaction(deps, ({ db }) => findByFarName(db, organisation.id, wish))
  return { people: found.slice(0, mostFound), isMore: found.length > mostFound }
}
