import type { Deps, Piece } from '@/lib/core/db'
import { tokenHash } from './open-session'
import { livePersonPiece } from './store'

/**
 * Whose the living session of a cookie's token is, as a piece of another area's statement: one message to the database less, where
 * many come at once. Nothing is written: of who asks so the session tells no time.
 */
export const livePerson = ({ now }: Pick<Deps, 'now'>, organisationId: string, token: string | undefined): Piece | null =>
  token?.length === 43 ? livePersonPiece(organisationId, tokenHash(token), now()) : null
