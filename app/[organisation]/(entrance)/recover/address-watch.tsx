import { isAddressRefused } from '@/lib/flows/recover/is-address-refused'
import type { RecoveryJourney } from '@/lib/flows/recover/journey'
import { isAddress } from '@/lib/flows/recover/rules'
import type { Visit } from '@/lib/web/visit'
import { RefusalWatch } from './refusal-watch'

/** For so long after the asking a refusal may still come in; milliseconds. */
const watchedFor = 30_000

/**
 * Tells, where it happened, that mail to the typed address was refused: to everybody alike, since every address is
 * written to (H5). Without JavaScript the page looks again by itself for a while.
 */
export async function AddressWatch({ visit: { deps, organisation, say, paths }, journey }: { visit: Visit; journey: RecoveryJourney }) {
  if (!organisation.settings.recovery.isEveryAddressAnswered || !isAddress(journey.data.typed)) return null
  const isRefused = await isAddressRefused(deps, organisation, journey)
  const isWatched = !isRefused && deps.now().getTime() - journey.createdAt.getTime() < watchedFor
  return (
    <>
      {isWatched && (
        <noscript>
          <meta httpEquiv="refresh" content="5" />
        </noscript>
      )}
      <RefusalWatch href={`${paths.recover}/way`} text={say('recover.refused')} isRefused={isRefused} isWatched={isWatched} />
    </>
  )
}
