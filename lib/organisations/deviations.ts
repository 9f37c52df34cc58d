import type { OrganisationSettings } from './schema'

/**
 * The rules of the security page that settings break. They are allowed where the organisation recorded each with a
 * reason: the settings page shows them as warnings.
 */
export function findDeviations({ passwords, secondFactor, factors, sessions, signIn, myDetails, recovery, firstPassword }: OrganisationSettings): number[] {
  // 18: without a second factor at every sign-in the password stands alone somewhere, and needs 15 characters
  const standsAlone = secondFactor !== 'always'
  const broken: [number, boolean][] = [
    // 17: where codes go by SMS, something that can't be phished is offered beside them
    [17, secondFactor !== 'never' && !factors.arePasskeysOffered],
    [18, passwords.minLength < (standsAlone ? 15 : 8)],
    [20, passwords.isAsciiAlphanumericOnly || passwords.forbiddenLetters !== ''],
    [21, passwords.kindsAtLeast !== null || passwords.requiredKinds.length > 0],
    [23, !passwords.areCommonPasswordsRefused || !passwords.areNamePartsRefused || !passwords.isUsernameRefused],
    [31, signIn.hasFirstPasswordLinks && firstPassword.erasesAt === 'ordering'],
    // 35: one phone that resets the password and is the second factor is the whole account
    [35, secondFactor !== 'never' && recovery.isOpen && recovery.proofs.every((ways) => ways.includes('sms'))],
    [38, !myDetails.isMobileProvedByCode],
    [45, signIn.rememberDays !== null || sessions.idleMinutes > 60],
  ]
  return broken.filter(([, isBroken]) => isBroken).map(([rule]) => rule)
}
