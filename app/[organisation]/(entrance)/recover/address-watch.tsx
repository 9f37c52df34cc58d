import type { RecoveryJourney } from '@/lib/flows/recover/journey'
import { readAddressWay } from '@/lib/flows/recover/read-address-way'
import { isAddressAnswered } from '@/lib/flows/recover/rules'
import type { Visit } from '@/lib/web/visit'
import { watchedFor } from '../sending-page'
import { RefusalWatch } from './refusal-watch'

/** Tells that mail to the typed address was refused, to everybody alike, since every address is written to (H5). `isReloaded`: see `RefusalNote`. */
export async function AddressWatch({
  visit: { deps, organisation, say, paths },
  journey,
  isReloaded,
}: {
  visit: Visit
  journey: RecoveryJourney
  isReloaded?: boolean
}) {
  if (!isAddressAnswered(organisation.settings.recovery, journey.data.typed)) return null
  return (
    <RefusalNote
      askedAt={new Date(journey.data.askedAt)}
      now={deps.now()}
      href={`${paths.recover}/way`}
      text={say(journey.data.wanted === 'user-name' ? 'recover.username.refused' : 'recover.refused')}
      isRefused={(await readAddressWay(deps, organisation, journey)) === 'refused'}
      isReloaded={isReloaded}
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
  /** nothing is typed on this page: without JavaScript it may load itself again */
  isReloaded?: boolean
}

/** The refusal, told where it happened; until it may be there the page looks again by itself. */
export function RefusalNote({ askedAt, now, href, text, isRefused, isReloaded }: Note) {
  const isWatched = !isRefused && now.getTime() - askedAt.getTime() < watchedFor
  return (
    <>
      {isWatched && isReloaded && (
        <noscript>
          <meta httpEquiv="refresh" content="5" />
        </noscript>
      )}
      <RefusalWatch href={href} text={text} isRefused={isRefused} isWatched={isWatched} />
    </>
  )
}
