import { failure, type Result, success } from '@/lib/core/result'
import { identifierKey } from '@/lib/people/rules'
import type { WordKey } from '@/lib/words/keys'
import { type Fault, type Reason, type RegisterColumn, registerColumns, registerRoles, type StagedRow } from './schema'

/** The organisation's side of the rules, and the readers that belong to other areas. */
export type RowContext = {
  languages: readonly string[]
  /** E.164, or null when the text is no mobile number */
  readMobile: (text: string) => string | null
  isKnownHashFormat: (text: string) => boolean
  isDearerThanOurs: (text: string) => boolean
}

/** Longest text of a column, in UTF-16 units. */
const longest: Record<RegisterColumn, number> = {
  memberNumber: 50,
  username: 100,
  email: 254,
  mobile: 40,
  givenName: 100,
  familyName: 100,
  street: 200,
  postalCode: 20,
  city: 100,
  country: 2,
  language: 10,
  groups: 2_000,
  roles: 200,
  passwordHash: 512,
  formerUsername: 100,
}

/** A semicolon where the header has more of them than commas. */
export function findDelimiter(header: string): ',' | ';' {
  return header.split(';').length > header.split(',').length ? ';' : ','
}

/** The columns of the header row in their order. */
export function readHeader(cells: string[]): Result<RegisterColumn[], Reason> {
  const names = cells.map((cell) => cell.trim())
  const unknown = names.filter((name) => !isColumn(name))
  if (unknown.length > 0)
    return failure({
      key: 'import.unknownColumn',
      values: {
        columns: unknown
          .map((name) => `"${name.slice(0, 60)}"`)
          .slice(0, 10)
          .join(', '),
        known: registerColumns.join(', '),
      },
    })
  const doubled = names.find((name, index) => names.indexOf(name) !== index)
  if (doubled) return failure({ key: 'import.doubledColumn', values: { column: doubled } })
  if (!names.some((name) => name === 'memberNumber' || name === 'username' || name === 'email')) return failure({ key: 'import.noIdentifierColumn' })
  return success(names.filter(isColumn))
}

/** One row by the rules: everything that is wrong with it, or what is staged. */
export function readRow(cells: string[], columns: RegisterColumn[], context: RowContext): Result<StagedRow, Fault[]> {
  if (cells.length !== columns.length) return failure([fault(null, 'import.wrongCells', { found: cells.length, expected: columns.length })])
  const faults: Fault[] = []
  const row: StagedRow = { ...nothing }
  for (let index = 0; index < columns.length; index++) {
    const column = columns[index] as RegisterColumn
    const text = withoutGuards(tidy(cells[index] ?? ''))
    if (text === '') continue
    if (text.length > longest[column] && column !== 'country') faults.push(fault(column, 'import.tooLong', { max: longest[column] }))
    else if (unprintable.test(text)) faults.push(fault(column, 'import.controlCharacter'))
    else {
      const problem = take(row, column, text, context)
      if (problem) faults.push(problem)
    }
  }
  if (faults.length === 0 && !row.memberKey && !row.usernameKey && !row.emailKey) faults.push(fault(null, 'import.noIdentifier'))
  return faults.length > 0 ? failure(faults) : success(row)
}

const nothing: StagedRow = {
  memberNumber: null,
  memberKey: null,
  username: null,
  usernameKey: null,
  email: null,
  emailKey: null,
  formerKey: null,
  mobile: null,
  givenName: null,
  familyName: null,
  street: null,
  postalCode: null,
  city: null,
  country: null,
  language: null,
  groups: null,
  roles: null,
  passwordHash: null,
  isDearHash: false,
}

/** Puts a cell's text into the row, or says what is wrong with it. */
function take(row: StagedRow, column: RegisterColumn, text: string, context: RowContext): Fault | undefined {
  switch (column) {
    case 'memberNumber':
      row.memberNumber = text
      row.memberKey = fold(text)
      return
    case 'username':
      row.username = text
      row.usernameKey = fold(text)
      return
    case 'email':
      if (!address.test(text)) return fault(column, 'import.badEmail')
      row.email = text
      row.emailKey = fold(text)
      return
    case 'formerUsername':
      row.formerKey = fold(text)
      return
    case 'mobile':
      row.mobile = context.readMobile(text)
      return row.mobile ? undefined : fault(column, 'import.badMobile')
    case 'country':
      row.country = text.toUpperCase()
      return countries.has(row.country) ? undefined : fault(column, 'import.badCountry')
    case 'language':
      row.language = text.toLowerCase()
      return context.languages.includes(row.language) ? undefined : fault(column, 'import.badLanguage', { languages: context.languages.join(', ') })
    case 'groups':
      row.groups = list(text)
      return row.groups.some((name) => name.length > 100) ? fault(column, 'import.tooLong', { max: 100 }) : undefined
    case 'roles': {
      row.roles = list(text)
      const unknown = row.roles.find((role) => !registerRoles.includes(role))
      return unknown === undefined ? undefined : fault(column, 'import.unknownRole', { role: unknown })
    }
    case 'passwordHash':
      row.passwordHash = text
      row.isDearHash = context.isDearerThanOurs(text)
      return context.isKnownHashFormat(text) ? undefined : fault(column, 'import.badHash')
    default:
      row[column] = text
  }
}

/** Composed and without space around it; plain ASCII, the usual case, needs no composing. */
function tidy(text: string): string {
  const trimmed = text.trim()
  return ascii.test(trimmed) ? trimmed : trimmed.normalize('NFC').trim()
}

/**
 * A cell that a spreadsheet would take for a formula, also where it splits cells by another sign than ours, with an
 * apostrophe before what would begin one. `withoutGuards` gives the cell back as it was.
 */
export const guarded = (text: string) => text.replace(formula, "$1'$2")

/** The apostrophes of an exported file are none of the register's. */
export const withoutGuards = (text: string) => (text.includes("'") ? text.replace(guard, '$1$2') : text)

/** One line of a file as the import and the spreadsheets of the North read it. */
export const csvLine = (cells: readonly string[]) => `${cells.map((cell) => quoted(guarded(cell))).join(';')}\r\n`
const quoted = (cell: string) => (/[",;\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

const formula = /(^|[,;\t|])([\s"']*[=+\-@＝＋－＠])/g
const guard = /(^|[,;\t|])'([\s"']*[=+\-@＝＋－＠])/g

const list = (text: string) => [
  ...new Set(
    text
      .split('|')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ),
]
const fault = (column: RegisterColumn | null, key: WordKey, values?: Fault['values']): Fault => ({ column, key, ...(values ? { values } : {}) })
const isColumn = (name: string): name is RegisterColumn => registerColumns.some((column) => column === name)

/** `identifierKey`, which leaves small letters, digits and signs of ASCII as they are: a million names go this way. */
const fold = (text: string) => (isFolded.test(text) ? text : identifierKey(text))
const isFolded = /^[!-@[-~]*$/
const ascii = /^[\x20-\x7e]*$/
/** Control characters, line separators, and what turns the direction of writing or cannot be seen. */
const unprintable = /[\u0000-\u001f\u007f-\u009f\u200b\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufffd]/
const address = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+\.[^\s@<>()[\]\\,;:".]{2,}$/

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
/** ISO 3166-1 */
const countries = new Set(letters.flatMap((one) => letters.map((other) => one + other)).filter((code) => regions.of(code) !== undefined && code !== 'ZZ'))

type Named = { memberNumber?: string | null; username: string | null; email: string | null }

/** Which names a person answers to no more after a row, and which of them goes on finding the person as a former one. */
export function namesGivenUp({ before, after, formerKey, hasHeldFormer }: { before: Named; after: Named; formerKey: string | null; hasHeldFormer: boolean }) {
  const present = new Set([after.memberNumber, after.username, after.email].flatMap(foldName))
  const gone = [before.username, before.email].flatMap(foldName).filter((key) => !present.has(key))
  const former = formerKey !== null && !present.has(formerKey) && (hasHeldFormer || gone.includes(formerKey)) ? formerKey : null
  return { dropped: [...new Set(gone)].filter((key) => key !== former), former }
}

const foldName = (name: string | null | undefined) => (name ? [fold(name)] : [])
