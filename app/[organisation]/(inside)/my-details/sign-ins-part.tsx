import { DataTable } from '@/components/data-table'
import { Part } from '@/components/part'
import { type SignInAct, signInHistory } from '@/lib/audit/sign-in-history'
import { isInsideNetwork } from '@/lib/organisations/rules'
import { deviceName } from '@/lib/sessions/device-name'
import { helpContact } from '@/lib/web/help-contact'
import type { MemberVisit } from '@/lib/web/session'
import { placeOf, proofOf, readObject, timeOf, whyOf } from '../../say-sign-in'

/** So many of the latest; all of them stand in the download. */
const shown = 20

/** Who came in and who tried, from the log, so that people notice what was not them. */
export async function SignInsPart({ visit }: { visit: MemberVisit }) {
  const { deps, organisation, say, session } = visit
  const events = await signInHistory(deps, organisation.id, session.personId, shown)
  const time = timeOf(visit)
  const rows = events.map(({ id, at, act, details, personal }) => {
    const { isInside, factors, why } = readObject(details)
    const { address, userAgent } = readObject(personal)
    const place = typeof isInside === 'boolean' ? isInside : typeof address === 'string' && isInsideNetwork(organisation.settings, address)
    const about = [
      typeof userAgent === 'string' && deviceName(userAgent, say),
      typeof address === 'string' && placeOf(visit, place),
      Array.isArray(factors) && proofOf(visit, factors),
      whyOf(visit, why),
    ]
    return {
      key: id,
      cells: {
        when: <span className="quiet">{time.format(at)}</span>,
        what: (
          <>
            {say(`details.act.${act as SignInAct}`)}
            <span className="quiet text-small block">{about.filter(Boolean).join(' · ')}</span>
          </>
        ),
      },
    }
  })
  return (
    <Part title={say('details.signIns.title')} text={say('details.signIns.why', { help: helpContact(visit) })}>
      {rows.length === 0 ? (
        <p className="quiet">{say('details.signIns.none')}</p>
      ) : (
        <DataTable
          caption={say('details.signIns.title')}
          isCaptionHidden
          isHeadHidden
          columns={[
            { key: 'when', label: say('details.signIns.when'), isNumber: true },
            { key: 'what', label: say('details.signIns.what') },
          ]}
          rows={rows}
        />
      )}
    </Part>
  )
}
