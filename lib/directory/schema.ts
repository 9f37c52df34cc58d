import { networkTroubles } from '@/lib/core/network-trouble'
import type { Organisation, OrganisationSettings } from '@/lib/organisations/schema'

export type DirectorySettings = OrganisationSettings['directory']
/** Whose directory is asked. */
export type Of = Pick<Organisation, 'id'> & { settings: Pick<OrganisationSettings, 'directory'> }

/** What keeps the portal from working with a directory. */
export const troubles = [
  ...networkTroubles,
  'noStartTls',
  'noSecret',
  'badSecret',
  'noBase',
  'referral',
  'notPermitted',
  'readOnly',
  'garbled',
  'busy',
  'other',
] as const
export type TroubleKind = (typeof troubles)[number]

/** Thrown inside the area. `detail` is for administrators and the log; it never holds a password. */
export class DirectoryTrouble extends Error {
  override name = 'DirectoryTrouble'
  constructor(
    public kind: TroubleKind,
    public detail: string,
    public server = '',
  ) {
    super(`${kind}${server ? ` at ${server}` : ''}${detail ? `: ${detail}` : ''}`)
  }
}

/** Somebody's entry, as far as passwords go. */
export type Entry = {
  dn: string
  /** after too many wrong passwords there */
  isLocked: boolean
  /** shut by whoever runs the directory: the portal does not open it */
  isClosed: boolean
  /** the last sign-in that the directory has written down, by the portal or anything else; null where it keeps none */
  usedAt: Date | null
}

/** What a typed password is there. `closed` and `locked` are said to nobody but the audit. */
export type CheckedThere = 'right' | 'must-change' | 'wrong' | 'unknown' | 'locked' | 'closed'

/** Why the directory takes a new password not. */
export const refusals = ['history', 'minAge', 'quality', 'tooShort', 'tooLong', 'closed', 'unknown', 'refused'] as const
export type Refusal = (typeof refusals)[number]
