import type { Deps } from '@/lib/core/db'
import { log } from '@/lib/core/log'
import type { Result } from '@/lib/core/result'
import { checkPassword } from './check-password'
import { type CheckedThere, DirectoryTrouble, type Entry, type Of, type Refusal } from './schema'
import { type NewThere, setPassword } from './set-password'
import { readState, unlockEntry } from './unlock-entry'

// For the areas above: null when the directory can't be asked just now. Why stands in the log, and on the page that tests the connection.

export const checkThere = (deps: Deps, organisation: Of, name: string | null, typed: string): Promise<CheckedThere | null> =>
  unlessAway(organisation, checkPassword(deps, organisation, name, typed))

export const setThere = (deps: Deps, organisation: Of, name: string, password: NewThere): Promise<Result<null, Refusal> | null> =>
  unlessAway(organisation, setPassword(deps, organisation, name, password))

export const unlockThere = (deps: Deps, organisation: Of, name: string): Promise<Result<null, 'closed'> | null> =>
  unlessAway(organisation, unlockEntry(deps, organisation, name))

export const readStateThere = (deps: Deps, organisation: Of, name: string): Promise<Entry | null> =>
  unlessAway(organisation, readState(deps, organisation, name))

async function unlessAway<Value>({ id }: Of, asked: Promise<Value>): Promise<Value | null> {
  try {
    return await asked
  } catch (problem) {
    if (!(problem instanceof DirectoryTrouble)) throw problem
    log().warn({ organisationId: id, kind: problem.kind, server: problem.server, detail: problem.detail }, 'a directory can’t be asked')
    return null
  }
}
