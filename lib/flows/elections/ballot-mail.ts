import { type Environment, environment } from '@/lib/core/env'

type Settings = Pick<Environment, 'IMAP_URL' | 'BALLOT_MAIL' | 'BALLOT_BOX_URL'>

/** Where ballots may be sent by e-mail; null where nobody would fetch them. */
export const ballotMail = ({ IMAP_URL, BALLOT_MAIL, BALLOT_BOX_URL }: Settings = environment()): string | null =>
  IMAP_URL && BALLOT_BOX_URL ? (BALLOT_MAIL ?? null) : null
