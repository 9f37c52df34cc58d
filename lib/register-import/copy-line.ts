import type { Result } from '@/lib/core/result'
import type { Fault, StagedRow } from './schema'

/** The staging table's columns in the order in which `copyLine` writes them. */
export const stagedColumns = [
  'line',
  'new_id',
  'faults',
  'member_number',
  'member_key',
  'username',
  'username_key',
  'email',
  'email_key',
  'former_key',
  'mobile',
  'given_name',
  'family_name',
  'street',
  'postal_code',
  'city',
  'country',
  'language',
  'groups',
  'roles',
  'password_hash',
  'is_dear_hash',
] as const

/** One row in the text form of PostgreSQL's COPY. */
export function copyLine(line: number, newId: string | null, read: Result<StagedRow, Fault[]>): string {
  if (!read.ok) return `${line}\t\\N\t${slashed(JSON.stringify(read.failure))}${'\t\\N'.repeat(18)}\tf\n`
  const row = read.value
  return `${line}\t${newId}\t\\N\t${text(row.memberNumber)}\t${text(row.memberKey)}\t${text(row.username)}\t${text(row.usernameKey)}\t${text(row.email)}\t${text(row.emailKey)}\t${text(row.formerKey)}\t${text(row.mobile)}\t${text(row.givenName)}\t${text(row.familyName)}\t${text(row.street)}\t${text(row.postalCode)}\t${text(row.city)}\t${text(row.country)}\t${text(row.language)}\t${array(row.groups)}\t${array(row.roles)}\t${text(row.passwordHash)}\t${row.isDearHash ? 't' : 'f'}\n`
}

const text = (value: string | null) => (value === null ? '\\N' : slashed(value))
const array = (values: string[] | null) =>
  values === null ? '\\N' : slashed(`{${values.map((value) => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join(',')}}`)
// Tabs and line ends never come this far: the rules refuse control characters, and JSON writes them out.
const slashed = (value: string) => (value.includes('\\') ? value.replaceAll('\\', '\\\\') : value)
