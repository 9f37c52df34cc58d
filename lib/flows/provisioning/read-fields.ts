import { failure, type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { readMobile } from '@/lib/people/read-mobile'
import { readRow } from '@/lib/register-import/rules'
import { type RegisterColumn, registerColumns } from '@/lib/register-import/schema'
import type { Problem } from '@/lib/scim/schema'
import type { UserWishes } from '@/lib/scim/users/rules'

/** What a field of the register is called in SCIM. */
const attributes: Partial<Record<RegisterColumn, string>> = {
  memberNumber: 'employeeNumber',
  username: 'userName',
  email: 'emails.value',
  mobile: 'phoneNumbers.value',
  givenName: 'name.givenName',
  familyName: 'name.familyName',
  street: 'addresses.streetAddress',
  postalCode: 'addresses.postalCode',
  city: 'addresses.locality',
  country: 'addresses.country',
  language: 'preferredLanguage',
}

/** What the outside system says, by the rules of a row of the register file: the same values are good, and kept in the same form. */
export function readFields(
  { settings }: Organisation,
  { externalId: _id, active: _active, ...said }: UserWishes,
): Result<Omit<UserWishes, 'active' | 'externalId'>, Problem> {
  const fields: Record<string, string | null | undefined> = { ...said }
  // A language that the organisation does not speak is no mistake of the person's.
  if (fields.language && !settings.languages.some((language) => language === fields.language)) delete fields.language
  const columns = registerColumns.filter((column) => fields[column])
  if (columns.length === 0) return success(fields)
  // A row needs a name to be found by; these fields need not hold one.
  const asked: RegisterColumn[] = columns.includes('username') ? columns : [...columns, 'username']
  const read = readRow(
    asked.map((column) => fields[column] ?? 'x'),
    asked,
    {
      languages: settings.languages,
      readMobile: (text) => readMobile(text, settings.country),
      isKnownHashFormat: () => false,
      isDearerThanOurs: () => false,
    },
  )
  if (!read.ok) {
    const [{ column, key, values } = { column: null, key: 'scim.badBody' as const, values: undefined }] = read.failure
    const attribute = column === null ? undefined : attributes[column]
    return failure({ status: 400, scimType: 'invalidValue', key, ...(values ? { values } : {}), ...(attribute ? { attribute } : {}) })
  }
  for (const column of columns) if (column in attributes) fields[column] = read.value[column as 'username']
  return success(fields)
}
