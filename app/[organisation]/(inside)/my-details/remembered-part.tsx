import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { Part } from '@/components/part'
import { deviceName } from '@/lib/sessions/device-name'
import { listRememberedDevices } from '@/lib/sessions/remembered-devices'
import type { MemberVisit } from '@/lib/web/session'
import { isAnswerToForm } from '@/lib/web/visit'
import { formWords } from '../../form-words'
import { timeOf } from '../../say-sign-in'
import { forgetDevices } from './plain-actions'

/** The browsers in which no code is asked for. Ending that makes nothing easier for anybody, so no password is asked for. */
export async function RememberedPart({ visit }: { visit: MemberVisit }) {
  const { deps, organisation, say, session } = visit
  const devices = await listRememberedDevices(deps, organisation.id, session.personId)
  // The form that was answered stays, with what it says, when the last one is gone.
  if (devices.length === 0 && !(await isAnswerToForm())) return null
  const time = timeOf(visit)
  const rows = devices.map(({ id, userAgent, createdAt, expiresAt }) => ({
    key: id,
    cells: {
      device: (
        <>
          {deviceName(userAgent, say)}
          <span className="quiet text-small block">{say('factor.device.until', { at: time.format(createdAt), until: time.format(expiresAt) })}</span>
        </>
      ),
      forget: (
        <Button variant="plain" name="device" value={id}>
          {say('factor.device.forget')}
          <span className="sr-only">: {deviceName(userAgent, say)}</span>
        </Button>
      ),
    },
  }))
  const columns = [
    { key: 'device', label: say('details.devices.device') },
    { key: 'forget', label: say('factor.device.forget'), isEnd: true },
  ]
  return (
    <Part title={say('factor.device.title')} text={say('factor.device.why')}>
      <ActionForm id="remembered" action={forgetDevices} {...formWords(say)}>
        {rows.length > 0 && <DataTable caption={say('factor.device.title')} isCaptionHidden isHeadHidden columns={columns} rows={rows} />}
        {rows.length > 1 && (
          <Button variant="second" name="device" value="all">
            {say('factor.device.forgetAll')}
          </Button>
        )}
      </ActionForm>
    </Part>
  )
}
