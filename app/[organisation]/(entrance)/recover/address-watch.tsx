import { isAddressRefused } from '@/lib/flows/recover/is-address-refused'
import type { RecoveryJourney } from '@/lib/flows/recover/journey'
import { isAddress } from '@/lib/flows/recover/rules'
import type { Visit } from '@/lib/web/visit'
import { RefusalWatch } from './refusal-watch'

/** For so long after the asking a refusal may still come in; milliseconds. */
const watchedFor = 30_000

/** Tells that mail to the typed address was refused, to everybody alike, since every address is written to (H5). */
export async function AddressWatch({ visit: { deps, organisation, say, paths }, journey }: { visit: Visit; journey: RecoveryJourney }) {
  if (!organisation.settings.recovery.isEveryAddressAnswered || !isAddress(journey.data.typed)) return null
  const isRefused = await isAddressRefused(deps, organisation, journey)
  return (
    <RefusalNote
      askedAt={new Date(journey.data.askedAt)}
      now={deps.now()}
      href={`${paths.recover}/way`}
      text={say(journey.data.wanted === 'user-name' ? 'recover.username.refused' : 'recover.refused')}
      isRefused={isRefused}
    />
  )
}

type Note = {
  askedAt: Date
  now: Date
  /** where the page asks again */
  href: string
  text: string
  isRefused: boolean
}

/** The refusal, told where it happened; until it may be there the page looks again by itself, without JavaScript too. */
export function RefusalNote({ askedAt, now, href, text, isRefused }: Note) {
  const isWatched = !isRefused && now.getTime() - askedAt.getTime() < watchedFor
  return (
    <>
      {isWatched && (
        <noscript>
          <meta httpEquiv="refresh" content="5" />
        </noscript>
      )}
      <RefusalWatch href={href} text={text} isRefused={isRefused} isWatched={isWatched} />
    </>
  )
}
