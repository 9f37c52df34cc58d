import { failure, type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { mobileCountry, readMobile } from '@/lib/people/read-mobile'

/** The typed number as E.164; null where the field was emptied. A number is needed where a second factor may be due. */
export function readWishedMobile(
  { settings }: Pick<Organisation, 'settings'>,
  typed: string,
): Result<string | null, 'details.mobile.wrong' | 'details.mobile.needed' | 'delivery.countryClosed'> {
  if (typed.trim() === '') return settings.secondFactor === 'never' ? success(null) : failure('details.mobile.needed')
  const mobile = readMobile(typed, settings.country)
  if (!mobile) return failure('details.mobile.wrong')
  return settings.limits.smsCountries.includes(mobileCountry(mobile) ?? '') ? success(mobile) : failure('delivery.countryClosed')
}
