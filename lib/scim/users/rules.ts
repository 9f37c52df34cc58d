import { failure, type Result, success } from '@/lib/core/result'
import { isObject, partOf } from '../filter/rules'
import { type GroupOfPerson, type Json, type JsonObject, type Problem, type ScimPerson, urn } from '../schema'

/** What the outside system says of a person: what it does not name stays, null empties. */
export type UserWishes = {
  externalId?: string | null
  active?: boolean
  memberNumber?: string | null
  username?: string | null
  email?: string | null
  mobile?: string | null
  givenName?: string | null
  familyName?: string | null
  street?: string | null
  postalCode?: string | null
  city?: string | null
  country?: string | null
  language?: string | null
}

/** The name by which the outside system knows a person: who has no user name is known by the address or the number. */
export const userNameOf = (person: Pick<ScimPerson, 'username' | 'email' | 'memberNumber'>) => person.username ?? person.email ?? person.memberNumber ?? ''

/** A frozen account is its owner's business: outside it counts as open. */
export const isActive = ({ status }: Pick<ScimPerson, 'status'>) => status !== 'disabled'

/** A person as a User (RFC 7643 4.1), without version; `address` is where SCIM lies, without an end slash. */
export function userOf(person: ScimPerson, groups: readonly GroupOfPerson[], address: string): JsonObject {
  const { id, externalId, email, mobile, givenName, familyName, street, postalCode, city, country, language, memberNumber } = person
  const name = { formatted: `${givenName} ${familyName}`.trim(), givenName, familyName }
  const place = { streetAddress: street, postalCode, locality: city, country }
  const filled = (parts: Record<string, string>) => Object.fromEntries(Object.entries(parts).filter(([, text]) => text !== ''))
  return {
    schemas: memberNumber === null ? [urn.user] : [urn.user, urn.enterpriseUser],
    id,
    ...(externalId === null ? {} : { externalId }),
    userName: userNameOf(person),
    ...(name.formatted ? { name: filled(name), displayName: name.formatted } : {}),
    active: isActive(person),
    ...(email === null ? {} : { emails: [{ value: email, type: 'work', primary: true }] }),
    ...(mobile === null ? {} : { phoneNumbers: [{ value: mobile, type: 'mobile' }] }),
    ...(Object.values(place).some(Boolean) ? { addresses: [{ ...filled(place), type: 'work', primary: true }] } : {}),
    ...(language === null ? {} : { preferredLanguage: language }),
    ...(groups.length > 0
      ? { groups: groups.map(({ groupId, name }) => ({ value: groupId, display: name, type: 'direct', $ref: `${address}/Groups/${groupId}` })) }
      : {}),
    ...(memberNumber === null ? {} : { [urn.enterpriseUser]: { employeeNumber: memberNumber } }),
    meta: {
      resourceType: 'User',
      created: person.createdAt.toISOString(),
      lastModified: person.updatedAt.toISOString(),
      location: `${address}/Users/${id}`,
    },
  }
}

const bad = (attribute: string) => failure<Problem>({ status: 400, scimType: 'invalidValue', key: 'scim.badValue', values: { attribute } })

/** Reads a User as a client sends it. A password, roles and what else the register does not keep are left out, and named. */
export function readUser(user: JsonObject): Result<{ wishes: UserWishes; refused: string[] }, Problem> {
  const wishes: UserWishes = {}
  const texts: [keyof UserWishes & ('externalId' | 'username' | 'language'), string][] = [
    ['externalId', 'externalId'],
    ['username', 'userName'],
    ['language', 'preferredLanguage'],
  ]
  for (const [field, attribute] of texts) {
    const value = partOf(user, attribute.toLowerCase())
    if (value === undefined) continue
    if (value !== null && typeof value !== 'string') return bad(attribute)
    wishes[field] = value?.trim() || null
  }
  if (wishes.language) wishes.language = wishes.language.split(/[-_,;]/)[0]?.toLowerCase() ?? null

  const active = partOf(user, 'active')
  if (active !== undefined && active !== null) {
    const said = String(active).toLowerCase() // Entra ID says "False"
    if (typeof active === 'object' || (said !== 'true' && said !== 'false')) return bad('active')
    wishes.active = said === 'true'
  }

  const name = partOf(user, 'name')
  if (isObject(name)) {
    for (const field of ['givenName', 'familyName'] as const) {
      const value = partOf(name, field.toLowerCase())
      if (value === undefined) continue
      if (value !== null && typeof value !== 'string') return bad(`name.${field}`)
      wishes[field] = value
    }
  } else if (name === null) Object.assign(wishes, { givenName: null, familyName: null })
  else if (name !== undefined) return bad('name')

  const extension = partOf(user, urn.enterpriseUser.toLowerCase())
  if (isObject(extension)) {
    const value = partOf(extension, 'employeenumber')
    if (value !== undefined && value !== null && typeof value !== 'string' && typeof value !== 'number') return bad('employeeNumber')
    if (value !== undefined) wishes.memberNumber = value === null ? null : String(value).trim() || null
  } else if (extension !== undefined && extension !== null) return bad(urn.enterpriseUser)

  const email = chosenOf(user, 'emails', ['work'], false)
  if (!email.ok) return email
  if (email.value !== undefined) {
    const value = email.value && partOf(email.value, 'value')
    if (value !== null && value !== undefined && typeof value !== 'string') return bad('emails.value')
    wishes.email = value || null
  }
  const phone = chosenOf(user, 'phoneNumbers', ['mobile'], true)
  if (!phone.ok) return phone
  if (phone.value !== undefined) {
    const value = phone.value && partOf(phone.value, 'value')
    if (value !== null && value !== undefined && typeof value !== 'string') return bad('phoneNumbers.value')
    wishes.mobile = value?.replace(/^tel:/i, '') || null
  }
  const place = chosenOf(user, 'addresses', ['work', 'home'], false)
  if (!place.ok) return place
  if (place.value !== undefined) {
    for (const [field, attribute] of addressParts) {
      const value = place.value && partOf(place.value, attribute.toLowerCase())
      if (value !== null && value !== undefined && typeof value !== 'string') return bad(`addresses.${attribute}`)
      wishes[field] = value?.replace(/\s*[\r\n]+\s*/g, ', ') || null
    }
    // Entra ID writes the country's name; the register keeps its two letters and no guess.
    if (wishes.country && !/^[a-z]{2}$/i.test(wishes.country.trim())) delete wishes.country
  }
  return success({ wishes, refused: ['password', 'roles', 'entitlements'].filter((attribute) => partOf(user, attribute) !== undefined) })
}

const addressParts = [
  ['street', 'streetAddress'],
  ['postalCode', 'postalCode'],
  ['city', 'locality'],
  ['country', 'country'],
] as const

/** The one of a list that the register keeps: the primary one, else the first kind that is there, else the last; null empties, undefined says nothing. */
function chosenOf(user: JsonObject, attribute: string, kinds: readonly string[], areOthersLeft: boolean): Result<JsonObject | null | undefined, Problem> {
  const listed = partOf(user, attribute.toLowerCase())
  if (listed === undefined) return success(undefined)
  if (listed === null) return success(null)
  const list: Json[] = Array.isArray(listed) ? listed : [listed]
  const all = list.filter(isObject)
  if (all.length !== list.length) return bad(attribute)
  const kindOf = (one: JsonObject) => String(partOf(one, 'type') ?? '').toLowerCase()
  const primary = all.filter((one) => String(partOf(one, 'primary')).toLowerCase() === 'true').at(-1)
  if (!areOthersLeft && primary) return success(primary)
  for (const kind of kinds) {
    const found = all.findLast((one) => kindOf(one) === kind)
    if (found) return success(found)
  }
  if (!areOthersLeft) return success(all.at(-1) ?? null)
  // A desk telephone is no mobile; a number without a kind may be one.
  const unnamed = all.findLast((one) => kindOf(one) === '')
  return success(unnamed ?? (all.length === 0 ? null : undefined))
}

/** What a patch makes of a User: what was there and is no more is emptied. */
export function readPatchedUser(before: JsonObject, after: JsonObject): ReturnType<typeof readUser> {
  const [one, other] = [readUser(before), readUser(after)]
  if (!one.ok || !other.ok) return other
  const gone = (Object.keys(one.value.wishes) as (keyof UserWishes)[]).filter((field) => !(field in other.value.wishes))
  return success({ ...other.value, wishes: { ...Object.fromEntries(gone.map((field) => [field, null])), ...other.value.wishes } })
}

type Kept = Omit<UserWishes, 'active' | 'externalId'>

/** Contacts with which somebody of the staff proves who it is: whoever holds a token must not be able to become one of them. */
const provingContacts: readonly string[] = ['email', 'mobile']

/**
 * What of the wishes is to be written: what differs, but for what the person changed here, and for the contacts of staff.
 * `kept` names those.
 */
export function changesOf(person: ScimPerson, wishes: Kept, isStaff: boolean): { changes: Kept; kept: string[] } {
  const changes: Record<string, string | null> = {}
  const kept: string[] = []
  for (const [field, wished] of Object.entries(wishes)) {
    const present = person[field as keyof Kept] || null
    if (wished === undefined || (wished || null) === present) continue
    if (field === 'username' && wished === userNameOf(person)) continue
    if (person.selfChanged.includes(field) || (isStaff && provingContacts.includes(field))) kept.push(field)
    else changes[field] = wished || null
  }
  return { changes, kept }
}
