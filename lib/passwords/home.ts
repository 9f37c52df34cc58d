import type { Deps } from '@/lib/core/db'
import type { Result } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { directoryHome } from './directory-home'
import type { BrokenRule } from './find-broken-rules'
import type { StandsThere } from './lock-rules'
import { ownHome } from './own-home'
import type { PasswordOwner } from './rules'
import type { StoredPassword } from './store'

/** `away`: nobody can tell just now, and nothing is counted. `must-change`: right, but the home wants another one first. */
export type Checked = 'right' | 'wrong' | 'must-change' | 'away'
export type HomeFailure = 'directory.away' | 'directory.closed'

type Attempted = { subjectId: string; hash: string | null; isLocked: boolean }
type New = {
  organisation: Organisation
  person: PasswordOwner & { id: string }
  typed: string
  former: string | null
  by: string
  present: StoredPassword | null
}

/**
 * Where an organisation's passwords live: in the portal's own database, or in the organisation's directory (K10). The
 * portal's own locks stand before both. Whatever asks about a password asks here; nobody above knows which home it is.
 */
export type PasswordHome = {
  /** The same work for a stranger, a locked account and everybody else. Outside transactions. */
  check: (deps: Deps, organisation: Organisation, attempted: Attempted, typed: string) => Promise<Checked>
  /** A password that keeps the portal's rules becomes the person's; `changed`: somebody else was quicker, look again. */
  put: (deps: Deps, change: New) => Promise<Result<null, BrokenRule[] | 'changed'>>
  /** Ends a lock that the home set by itself. */
  unlock: (deps: Deps, organisation: Organisation, personId: string) => Promise<Result<null, HomeFailure>>
  /** How the account stands in the home itself. */
  look: (deps: Deps, organisation: Organisation, personId: string) => Promise<StandsThere>
}

export const homeOf = ({ settings }: Pick<Organisation, 'settings'>): PasswordHome => (settings.directory.kind === 'none' ? ownHome : directoryHome)
