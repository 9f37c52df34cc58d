import { z } from 'zod'
import { organisationSettings } from './schema'
import type { SettingPath } from './settings-parts'

/** What stands in a form for a setting. */
export type SettingField =
  | { kind: 'flag' }
  | { kind: 'number'; min: number; max: number; isWhole: boolean; isOptional: boolean }
  | { kind: 'numbers'; min: number; max: number }
  | { kind: 'text'; max: number; isOptional: boolean }
  | { kind: 'texts'; max: number; isOptional: boolean }
  | { kind: 'lines'; max: number }
  | { kind: 'choice'; options: readonly (string | number)[] }
  | { kind: 'choices'; options: readonly string[] }
  /** its order counts: the first one is asked first */
  | { kind: 'ranking'; options: readonly string[] }
  /** has a page of its own */
  | { kind: 'own' }

type Json = {
  type?: string | string[]
  anyOf?: Json[]
  const?: string | number
  enum?: string[]
  properties?: Record<string, Json>
  additionalProperties?: Json | boolean
  items?: Json
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
}

const whole = z.toJSONSchema(organisationSettings, { io: 'input', unrepresentable: 'any' }) as Json
const own: readonly SettingPath[] = ['words', 'notices', 'deviations']
/** Every choice of proofs that the schema takes: two pages one after the other, or one page with a second way. */
const proofs = ['email-then-sms', 'sms-then-email', 'email-or-sms', 'sms-or-email', 'email', 'sms']
const longest = 200

/** The field of a setting, read from the schema. */
export function fieldOfSetting(path: SettingPath): SettingField {
  if (own.includes(path)) return { kind: 'own' }
  if (path === 'recovery.proofs') return { kind: 'choice', options: proofs }
  const found = path.split('.').reduce<Json | undefined>((at, name) => at?.properties?.[name], whole)
  if (!found) throw new Error(`The schema has no setting ${path}.`)
  const isOptional = found.anyOf?.some(({ type }) => type === 'null') ?? found.type?.includes('null') ?? false
  const choices = found.anyOf?.flatMap((each) => each.const ?? []) ?? []
  if (choices.length > 0) return { kind: 'choice', options: choices }
  return describeField(path, found.anyOf?.find(({ type }) => type !== 'null') ?? found, isOptional)
}

function describeField(path: SettingPath, json: Json, isOptional: boolean): SettingField {
  const type = [json.type].flat().find((each) => each !== 'null')
  const bounds = (of: Json) => ({ min: of.minimum ?? 0, max: of.maximum ?? Number.MAX_SAFE_INTEGER })
  if (type === 'boolean') return { kind: 'flag' }
  if (type === 'integer' || type === 'number') return { kind: 'number', ...bounds(json), isWhole: type === 'integer', isOptional }
  if (type === 'string') return json.enum ? { kind: 'choice', options: json.enum } : { kind: 'text', max: json.maxLength ?? longest, isOptional }
  if (type === 'object' && typeof json.additionalProperties === 'object')
    return { kind: 'texts', max: json.additionalProperties.maxLength ?? longest, isOptional }
  if (type === 'array' && json.items?.enum) return { kind: path === 'languages' ? 'ranking' : 'choices', options: json.items.enum }
  if (type === 'array' && json.items?.type === 'integer') return { kind: 'numbers', ...bounds(json.items) }
  if (type === 'array' && json.items?.type === 'string') return { kind: 'lines', max: json.items.maxLength ?? longest }
  throw new Error(`No field shows the setting ${path}.`)
}
