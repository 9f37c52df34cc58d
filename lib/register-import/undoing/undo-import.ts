import type pg from 'pg'
import type { Deps } from '@/lib/core/db'
import type { UndoCounts } from '../schema'
import { connect, lockOrganisation } from '../store'
import { endUndo, listUndoneRuns, removeBatch, restoreBatch } from './store'

/** People whom one transaction takes back. */
const batchPeople = 5_000

/**
 * Takes an import back: exactly what it changed, except what somebody changed since, which stays and is told of. Goes on
 * where a killed one was. Null when another import is at work, or there is nothing to take back.
 */
export async function undoImport(
  deps: Deps,
  { organisationId, importId, databaseUrl }: { organisationId: string; importId: string; databaseUrl: string },
): Promise<UndoCounts | null> {
  const client = await connect(databaseUrl)
  try {
    if (!(await lockOrganisation(client, organisationId))) return null
    const runs = await listUndoneRuns(client, organisationId, importId)
    if (runs.length === 0) return null
    const undoing = { client, organisationId, id: importId, runs }
    while ((await whole(client, () => restoreBatch(undoing, batchPeople, deps.now()))) > 0);
    while ((await whole(client, () => removeBatch(undoing, batchPeople))) > 0);
    return await whole(client, () => endUndo(undoing, deps.now()))
  } finally {
    await client.end().catch(() => {})
  }
}

async function whole<Value>(client: pg.Client, work: () => Promise<Value>): Promise<Value> {
  await client.query('BEGIN')
  try {
    const value = await work()
    await client.query('COMMIT')
    return value
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  }
}
