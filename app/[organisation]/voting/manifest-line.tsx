import { hashManifest } from '@/lib/ballots/hash-manifest'
import { isSimple } from '@/lib/ballots/rules'
import type { AnyManifest } from '@/lib/ballots/schema'
import type { Visit } from '@/lib/web/visit'

/** Who holds the key that opens the ballots, and the hash of everything that is known of a vote before it opens: the same on every page and in the message of its opening. */
export function ManifestLine({ visit: { say }, manifest }: { visit: Pick<Visit, 'say'>; manifest: AnyManifest }) {
  return (
    <>
      <p className="quiet text-small">{say(isSimple(manifest) ? 'votes.heldBy.simple' : `votes.heldBy.${manifest.keys}`)}</p>
      <p className="quiet text-small">
        {say('votes.manifest')} <span className="mono break-all">{hashManifest(manifest)}</span>
      </p>
    </>
  )
}
