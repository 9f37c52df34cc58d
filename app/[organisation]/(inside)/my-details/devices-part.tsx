import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { Part } from '@/components/part'
import { Tag } from '@/components/tag'
import { deviceName } from '@/lib/sessions/device-name'
import { listSessions } from '@/lib/sessions/list-sessions'
import { isFresh } from '@/lib/sessions/rules'
import type { MemberVisit } from '@/lib/web/session'
import { formWords } from '../../form-words'
import { PresentPassword } from '../../present-password'
import { placeOf, proofOf, timeOf } from '../../say-sign-in'
import { endSessions } from './plain-actions'

/** Where the person is signed in; each other place can be ended, after the password when the sign-in is not fresh (security.md 48). */
export async function DevicesPart({ visit }: { visit: MemberVisit }) {
  const { deps, organisation, say, session } = visit
  const sessions = await listSessions(deps, organisation.id, session.personId)
  const hasOthers = sessions.some(({ id }) => id !== session.id)
  const needsPassword = hasOthers && !isFresh(session.authenticatedAt, organisation.settings.sessions.freshMinutes, deps.now())
  const time = timeOf(visit)
  const rows = sessions.map((one) => ({
    key: one.id,
    cells: {
      device: (
        <>
          {deviceName(one.userAgent, say)}
          <span className="quiet text-small block">
            {[placeOf(visit, one.isInside), proofOf(visit, one.factors), one.isRemembered && say('details.devices.remembered')].filter(Boolean).join(' · ')}
          </span>
          <span className="quiet text-small block">{say('details.devices.lastSeen', { at: time.format(one.lastSeenAt) })}</span>
        </>
      ),
      end:
        one.id === session.id ? (
          <Tag tone="good">{say('details.devices.this')}</Tag>
        ) : (
          <Button variant="plain" name="session" value={one.id}>
            {say('details.devices.end')}
            <span className="sr-only">: {deviceName(one.userAgent, say)}</span>
          </Button>
        ),
    },
  }))
  return (
    <Part title={say('details.devices.title')} text={say('details.devices.why')}>
      <ActionForm id="devices" action={endSessions} {...formWords(say)}>
        {needsPassword && <PresentPassword visit={visit} />}
        <DataTable
          caption={say('details.devices.title')}
          isCaptionHidden
          isHeadHidden
          columns={[
            { key: 'device', label: say('details.devices.device') },
            { key: 'end', label: say('details.devices.end'), isEnd: true },
          ]}
          rows={rows}
        />
        {hasOthers && (
          <Button variant="second" name="session" value="others">
            {say('details.devices.endOthers')}
          </Button>
        )}
      </ActionForm>
    </Part>
  )
}
