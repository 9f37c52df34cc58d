import type { WordKey } from '@/lib/words/keys'
import type { Values } from '@/lib/words/speak'

/** The columns of a register file, as its header row names them. */
export const registerColumns = [
  'memberNumber',
  'username',
  'email',
  'mobile',
  'givenName',
  'familyName',
  'street',
  'postalCode',
  'city',
  'country',
  'language',
  'groups',
  'roles',
  'passwordHash',
  'formerUsername',
] as const
export type RegisterColumn = (typeof registerColumns)[number]

/** Why something is as it is, as a sentence of `words` with its values. */
export type Reason = { key: WordKey; values?: Values }

/** Something that is wrong with a row. */
export type Fault = Reason & { column: RegisterColumn | null }

/** What the report says of one row: left out, something of it left as the person has it, or taken in with a warning. */
export type ImportNote = Fault & { line: number; kind: 'refused' | 'kept' | 'warning' }

export type ImportCounts = {
  /** rows of the file, header and empty lines left out */
  rows: number
  created: number
  changed: number
  unchanged: number
  refused: number
  /** values that people changed themselves, one for each row and column */
  kept: number
  warnings: number
}

export type ImportReport = {
  /** why nothing at all was done; null when the file was gone through */
  refusal: Reason | null
  isDryRun: boolean
  /** null when the file was refused */
  runId: string | null
  /** an earlier run of this file was killed, and this one went on from there */
  wasResumed: boolean
  counts: ImportCounts
  /** people of the register who are not in the file; null where nobody asked */
  gone: number | null
  /** the first thousand by line; `onNote` is given all of them */
  notes: ImportNote[]
}

export type ImportProgress = { phase: 'reading' | 'staging' | 'matching' | 'merging'; done: number; total: number }

/** A row that passed the rules, as it is staged: null leaves things as they are. Keys are folded by `identifierKey`. */
export type StagedRow = {
  memberNumber: string | null
  memberKey: string | null
  username: string | null
  usernameKey: string | null
  email: string | null
  emailKey: string | null
  formerKey: string | null
  mobile: string | null
  givenName: string | null
  familyName: string | null
  street: string | null
  postalCode: string | null
  city: string | null
  country: string | null
  language: string | null
  groups: string[] | null
  roles: string[] | null
  passwordHash: string | null
  isDearHash: boolean
}

/** The five roles of the portal. */
export const registerRoles: readonly string[] = ['member', 'caseworker', 'editor', 'election-officer', 'administrator']

/** What a dry run found, beside what it refused. */
export const differenceKinds = ['new', 'changed', 'kept', 'gone'] as const
export type DifferenceKind = (typeof differenceKinds)[number]

/** One person of the difference; `changes` holds `[as it is, as the file has it]` by field. */
export type Difference = {
  line: number
  personId: string | null
  memberNumber: string | null
  username: string | null
  email: string | null
  givenName: string
  familyName: string
  changes: Record<string, [string | null, string | null]> | null
}

export type UploadCounts = ImportCounts & { gone: number }

/** A register file that came in by the browser. */
export type Upload = {
  id: string
  organisationId: string
  fileId: string
  fileName: string
  bytes: number
  uploadedBy: string
  uploadedAt: Date
  state: 'comparing' | 'compared' | 'applying' | 'applied' | 'refused' | 'failed' | 'discarded'
  phase: ImportProgress['phase'] | null
  done: number
  total: number
  attempts: number
  refusal: Reason | null
  counts: UploadCounts | null
  comparisonId: string | null
  importId: string | null
  decidedBy: string | null
  reason: string | null
  endedAt: Date | null
}

/** How an import is being taken back, or was. */
export type UndoCounts = { removed: number; restored: number; left: number }
export type LastImport = {
  id: string
  fileName: string
  finishedAt: Date
  created: number
  changed: number
  undoState: 'undoing' | 'undone' | null
  undoBy: string | null
  undoReason: string | null
  undoCounts: UndoCounts | null
  undoneAt: Date | null
}
