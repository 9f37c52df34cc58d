import ipaddr from 'ipaddr.js'
import { z } from 'zod'

// The only place that reads `process.env`: everything is checked at start, and what is wrong is told whole.

const cidrs = z
  .string()
  .default('')
  .transform((text) => text.split(/[\s,]+/).filter(Boolean))
const url = z.url()

const schema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  DATABASE_URL: url.refine((text) => /^postgres(ql)?:/.test(text), 'begins with postgresql://'),
  BASE_URL: url.default('http://localhost:3000').transform((text) => text.replace(/\/+$/, '')),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().optional(),
  AUTH_SECRET: z.string().min(32, 'at least 32 characters; `openssl rand -base64 48` makes one'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  TRUSTED_PROXIES: cidrs,
  SMTP_URL: url.refine((text) => /^smtps?:/.test(text), 'begins with smtp:// or smtps://').optional(),
  MAIL_FROM: z.string().optional(),
  SMS_GATEWAY: z.enum(['46elks', 'twilio', 'http', 'outbox']).optional(),
  SMS_GATEWAY_URL: url.optional(),
  SMS_GATEWAY_USER: z.string().optional(),
  SMS_GATEWAY_PASSWORD: z.string().optional(),
  SMS_SENDER: z.string().default('Porten'),
  SMS_RECEIPT_SECRET: z.string().min(16).optional(),
  /** an S3-compatible store for files; all four, or none of them: files then lie in PostgreSQL */
  S3_ENDPOINT: url.refine((text) => /^https?:/.test(text), 'begins with https://').optional(),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'is the name of a bucket')
    .optional(),
  S3_ACCESS_KEY: z.string().optional(),
  S3_SECRET_KEY: z.string().optional(),
  /** where the store wants one; else read from Amazon's host names */
  S3_REGION: z
    .string()
    .regex(/^[a-z0-9-]{1,50}$/, 'is the name of a region')
    .optional(),
  SYSLOG_URL: z
    .string()
    .regex(/^(udp|tcp|tls):\/\/(\[[0-9a-f:.]+\]|[a-z0-9.-]+):\d{1,5}$/i, 'is udp://, tcp:// or tls:// with host and port')
    .refine((text) => URL.canParse(text), 'has a port that is none')
    .optional(),
  /** how a line to SYSLOG_URL is written: structured data of RFC 5424, or ArcSight's Common Event Format */
  SYSLOG_FORMAT: z.enum(['rfc5424', 'cef']).default('rfc5424'),
  /** keys of the audit from before AUTH_SECRET was changed, as `porten audit key` prints them */
  AUDIT_KEYS_OLD: z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .refine((keys) => keys.every((key) => /^[0-9a-f]{64}$/.test(key)), 'is a list of keys as `porten audit key` prints them'),
  /** the ballot box's public address; without it no vote opens */
  BALLOT_BOX_URL: url
    .refine((text) => /^https?:/.test(text), 'begins with https://')
    .transform((text) => text.replace(/\/+$/, ''))
    .optional(),
  /** the mailbox of paper ballots: imaps://user:password@host/FOLDER */
  IMAP_URL: url.refine((text) => /^imaps?:/.test(text), 'begins with imaps://').optional(),
  /** the address whose letters lie there */
  BALLOT_MAIL: z.email('is an e-mail address').optional(),
  /** networks of the operator's own that the portal may call at an administrator's word: clients, webhooks, other providers */
  PRIVATE_NETWORKS_ALLOWED: cidrs.refine((ranges) => ranges.every((range) => ipaddr.isValidCIDR(range)), 'is a list of networks such as 10.1.0.0/16'),
  DEMO_ALLOWED_RECIPIENTS: z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,]+/).filter(Boolean)),
  /** set by the demo alone: outbox page, demo bar, presets' people */
  PORTEN_DEMO: z
    .enum(['0', '1'])
    .default('0')
    .transform((flag) => flag === '1'),
  /** `0` leaves the work to `npm run worker` */
  PORTEN_WORKER: z
    .enum(['0', '1'])
    .default('1')
    .transform((flag) => flag === '1'),
})

export type Environment = z.output<typeof schema>

/** What a command needs beside what everybody has. */
export type Need = 'serve' | 'work' | 'database'

let checked: Environment | undefined

/** The environment, checked. Throws an `EnvironmentError` that names everything that is wrong. */
export function environment(): Environment {
  checked ??= readEnvironment(process.env, ['database'])
  return checked
}

/** Checks for `needs` at the start of a process; afterwards `environment()` answers the same. */
export function checkEnvironment(needs: Need[]): Environment {
  checked = readEnvironment(process.env, needs)
  return checked
}

/** For the ballot box, which knows one database: its own, by its own role. */
export function checkBoxEnvironment(): Environment {
  const { BALLOT_BOX_DATABASE_URL, ...source } = process.env
  const named = (problem: string) => problem.replace(/^DATABASE_URL/, 'BALLOT_BOX_DATABASE_URL')
  try {
    checked = readEnvironment({ ...source, DATABASE_URL: BALLOT_BOX_DATABASE_URL }, ['database'])
    return checked
  } catch (error) {
    throw error instanceof EnvironmentError ? new EnvironmentError(error.problems.map(named)) : error
  }
}

export type CommandVariable = 'DATABASE_URL' | 'AUTH_SECRET' | 'AUDIT_KEYS_OLD' | 'BASE_URL' | 'PORTEN_DEMO' | 'PRIVATE_NETWORKS_ALLOWED'

/**
 * Checks for a command of the operator, which looks at nothing but the variables that it names: `supplied` stands in
 * for what is not set.
 */
export function checkCommandEnvironment(names: CommandVariable[], supplied: Partial<Record<CommandVariable, string>>): Environment {
  const given = Object.fromEntries(names.map((name) => [name, process.env[name] || supplied[name]]))
  const isSecretNeeded = names.includes('AUTH_SECRET')
  const placeholder = isSecretNeeded ? {} : { AUTH_SECRET: 'nothing is sealed by this command' }
  const env = readEnvironment({ ...placeholder, ...given, LOG_LEVEL: process.env.LOG_LEVEL || 'silent' }, ['database'])
  // A key must never be derived from a secret that is none.
  if (!isSecretNeeded) Object.defineProperty(env, 'AUTH_SECRET', { get: () => fail('AUTH_SECRET: is missing') })
  checked = env
  return env
}

/** Whether a variable has a value at all. */
export const isGiven = (name: CommandVariable) => Boolean(process.env[name])

function fail(problem: string): never {
  throw new EnvironmentError([problem])
}

export class EnvironmentError extends Error {
  override name = 'EnvironmentError'
  constructor(public problems: string[]) {
    super(`The environment is not complete:\n${problems.map((problem) => `  ${problem}`).join('\n')}`)
  }
}

/** Pure form of `checkEnvironment`, for tests. */
export function readEnvironment(source: Record<string, string | undefined>, needs: Need[]): Environment {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(given)
  const problems = parsed.success
    ? missing(parsed.data, needs)
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${given[String(issue.path[0])] === undefined ? 'is missing' : issue.message}`)
  if (problems.length > 0 || !parsed.success) throw new EnvironmentError(problems)
  return parsed.data
}

function missing(env: Environment, needs: Need[]): string[] {
  const problems: string[] = []
  const sends = (needs.includes('serve') || needs.includes('work')) && !env.PORTEN_DEMO && env.NODE_ENV === 'production'
  if (sends && !env.SMTP_URL) problems.push('SMTP_URL: is missing; without it no e-mail leaves')
  if (sends && !env.SMS_GATEWAY) problems.push('SMS_GATEWAY: is missing; one of 46elks, twilio, http')
  if (sends && env.SMS_GATEWAY === 'outbox') problems.push('SMS_GATEWAY: outbox is for the demo alone')
  if (env.SMS_GATEWAY === 'http' && !env.SMS_GATEWAY_URL) problems.push('SMS_GATEWAY_URL: is missing; the http gateway needs it')
  for (const name of ['SMS_GATEWAY_USER', 'SMS_GATEWAY_PASSWORD'] as const)
    if ((env.SMS_GATEWAY === '46elks' || env.SMS_GATEWAY === 'twilio') && !env[name]) problems.push(`${name}: is missing; ${env.SMS_GATEWAY} needs it`)
  const store = ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY', 'S3_SECRET_KEY'] as const
  if (store.some((name) => env[name])) for (const name of store) if (!env[name]) problems.push(`${name}: is missing; a store for files needs all four`)
  if (env.IMAP_URL && !env.BALLOT_MAIL) problems.push('BALLOT_MAIL: is missing; members are told the address of the mailbox at IMAP_URL')
  const base = new URL(env.BASE_URL)
  const isLocal = base.hostname === 'localhost' || base.hostname.endsWith('.localhost') || base.hostname === '127.0.0.1'
  if (needs.includes('serve') && base.protocol !== 'https:' && !isLocal)
    problems.push('BASE_URL: must be https (its cookies are Secure); http works on localhost alone')
  return problems
}
