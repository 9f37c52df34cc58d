import type { SettingPath } from './settings-parts'

type SecurityRule = { sources: string; paths: readonly SettingPath[] }

/** The rules of the security page that settings can break: the lines that they rest on, and the settings that decide. */
export const securityRules: Record<number, SecurityRule> = {
  17: { sources: 'OWASP ASVS 5.0.0 §6.6.1 · NIST SP 800-63B-4 §2.2.2, §3.1.3.3', paths: ['factors.arePasskeysOffered', 'secondFactor'] },
  18: { sources: 'NIST SP 800-63B-4 §3.1.1.2 · OWASP ASVS 5.0.0 §6.2.1', paths: ['passwords.minLength', 'secondFactor'] },
  20: { sources: 'NIST SP 800-63B-4 §3.1.1.2', paths: ['passwords.isAsciiAlphanumericOnly', 'passwords.forbiddenLetters'] },
  21: { sources: 'OWASP ASVS 5.0.0 §6.2.5 · NIST SP 800-63B-4 §3.1.1.2', paths: ['passwords.kindsAtLeast', 'passwords.requiredKinds'] },
  23: {
    sources: 'OWASP ASVS 5.0.0 §6.2.4, §6.2.11, §6.2.12, §6.1.2 · NIST SP 800-63B-4 §3.1.1.2',
    paths: ['passwords.areCommonPasswordsRefused', 'passwords.areNamePartsRefused', 'passwords.isUsernameRefused'],
  },
  31: { sources: 'OWASP Forgot Password Cheat Sheet', paths: ['firstPassword.erasesAt', 'signIn.hasFirstPasswordLinks'] },
  35: { sources: 'OWASP ASVS 5.0.0 §6.4.3 · NIST SP 800-63B-4 §4.2.2.2', paths: ['recovery.proofs', 'recovery.isOpen', 'secondFactor'] },
  38: { sources: 'NIST SP 800-63B-4 §4.2.1.2, §3.1.3.3 · OWASP ASVS 5.0.0 §7.5.1', paths: ['myDetails.isMobileProvedByCode'] },
  45: { sources: 'NIST SP 800-63B-4 §2.2.3, §2.3.3 · OWASP ASVS 5.0.0 §7.3.1, §7.3.2', paths: ['signIn.rememberDays', 'sessions.idleMinutes'] },
}
