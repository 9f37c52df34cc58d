import { cache } from 'react'
import { findSession } from '@/lib/sessions/find-session'
import { deps } from './deps'

/** The living session of a cookie's token: next-auth and the pages ask for it, the database is asked once per page. */
export const sessionOf = cache((organisationId: string, token: string | undefined) => findSession(deps(), organisationId, token))
