import type { RegisterColumn } from '../schema'
import type { Run } from '../store'
import { collectClashes, decideClashes, joinWholeSets, matchRows, refuseEntangled, refuseMismatches } from './store'

/** More rounds than this only a file has that was made to have them; then every row still open is refused. */
const mostRounds = 50
/** From so many rows on, each is not looked up in the register one by one. */
const manyRows = 2_000

/** Decides for the whole file, before anything is written, whom each row means and which rows are left out. */
export async function matchFile(run: Run, columns: RegisterColumn[], rows: number): Promise<void> {
  await joinWholeSets(run, rows > manyRows)
  await matchRows(run, columns)
  await refuseMismatches(run)
  if ((await collectClashes(run)) > 0) {
    for (let round = 1; round <= mostRounds; round++) {
      const { open } = await decideClashes(run, round === mostRounds)
      if (open === 0) break
    }
  }
  await refuseEntangled(run)
  await joinWholeSets(run, false)
}
