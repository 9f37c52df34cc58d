import { hash } from '@node-rs/argon2'
import { inHashQueue } from './hash-queue'
import { normalForm } from './rules'

/** OWASP ASVS 5.0 appendix C, security.md 27: argon2id (the library's default), 46 MiB, one pass, one lane. */
const cost = { memoryCost: 47_104, timeCost: 1, parallelism: 1 }

/** The password as a PHC string to store. Costs one argon2id run. */
export function hashPassword(typed: string): Promise<string> {
  return inHashQueue(() => hash(normalForm(typed), cost))
}
