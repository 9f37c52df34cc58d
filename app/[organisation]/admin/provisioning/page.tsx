import { ButtonLink } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { Field } from '@/components/field'
import { Notice } from '@/components/notice'
import { SelectField } from '@/components/select-field'
import { tokenMonths } from '@/lib/flows/provisioning/schema'
import { listTokens } from '@/lib/scim/tokens/list-tokens'
import { scimAddress } from '@/lib/web/provisioning'
import { requireStaff, type StaffVisit } from '@/lib/web/staff'
import { isAnswerToForm } from '@/lib/web/visit'
import { timeOf } from '../../say-sign-in'
import { staffTitleOf } from '../../title'
import { ActForm } from '../act-form'
import { StaffPage } from '../staff-page'
import { makeToken, removeToken } from './actions'

export const generateMetadata = () => staffTitleOf('provisioning.manage', 'provisioning.title')

type Asked = { act?: string | string[]; token?: string | string[]; did?: string | string[] }

/** Which systems outside keep the register, and with what. */
export default async function ProvisioningPage({ searchParams }: { searchParams: Promise<Asked> }) {
  const visit = await requireStaff('provisioning.manage')
  const { deps, organisation, say } = visit
  const { act, token, did } = await searchParams
  const tokens = await listTokens(deps, organisation.id)
  const chosen = tokens.find(({ id }) => id === token)
  // What was just removed is not in the list, but its form stays in its place: it is the form that goes on.
  const isRemoving = act === 'remove' && (chosen !== undefined || (await isAnswerToForm()))
  const form = { visit, cancel: visit.paths.adminProvisioning }
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        {did === 'remove' && <Notice tone="good">{say('provisioning.removed')}</Notice>}
        <div className="stack tight">
          <h1>{say('provisioning.title')}</h1>
          <p className="quiet max-w-measure">{say('provisioning.text')}</p>
        </div>
        <p>
          {say('provisioning.address')}: <code className="mono break-all">{scimAddress(organisation)}</code>
        </p>
        {act === 'make' ? (
          <ActForm {...form} id="make" title={say('provisioning.make')} action={makeToken} text={say('provisioning.make.text')}>
            <Field name="name" label={say('provisioning.name')} hint={say('provisioning.name.hint')} autoComplete="off" />
            <SelectField
              name="months"
              label={say('provisioning.months')}
              options={tokenMonths.map((months) => ({ value: months, label: say('provisioning.months.option', { months: Number(months) }) }))}
              defaultValue="12"
            />
          </ActForm>
        ) : isRemoving ? (
          <ActForm
            {...form}
            id="remove"
            title={say('provisioning.remove')}
            action={removeToken}
            text={say('provisioning.remove.text', { name: chosen?.name ?? '' })}
          >
            <input type="hidden" name="token" value={chosen?.id ?? ''} />
          </ActForm>
        ) : (
          <div>
            <ButtonLink href={`${visit.paths.adminProvisioning}?act=make`}>{say('provisioning.make')}</ButtonLink>
          </div>
        )}
        <Tokens visit={visit} tokens={tokens} />
      </div>
    </StaffPage>
  )
}

function Tokens({ visit, tokens }: { visit: StaffVisit; tokens: Awaited<ReturnType<typeof listTokens>> }) {
  const { deps, say, paths } = visit
  if (tokens.length === 0) return <Notice>{say('provisioning.none')}</Notice>
  const time = timeOf(visit)
  const rows = tokens.map(({ id, name, createdAt, expiresAt, lastUsedAt }) => ({
    key: id,
    cells: {
      name,
      made: time.format(createdAt),
      end: expiresAt <= deps.now() ? say('provisioning.ended') : time.format(expiresAt),
      used: lastUsedAt ? time.format(lastUsedAt) : say('provisioning.never'),
      remove: (
        <a href={`${paths.adminProvisioning}?act=remove&token=${id}`}>
          {say('provisioning.column.remove')}
          <span className="sr-only">: {name}</span>
        </a>
      ),
    },
  }))
  return (
    <DataTable
      caption={say('provisioning.tokens')}
      columns={[
        { key: 'name', label: say('provisioning.column.name') },
        { key: 'made', label: say('provisioning.column.made'), isNumber: true, isNamed: true },
        { key: 'end', label: say('provisioning.column.end'), isNumber: true, isNamed: true },
        { key: 'used', label: say('provisioning.column.used'), isNumber: true, isNamed: true },
        { key: 'remove', label: say('provisioning.column.remove') },
      ]}
      rows={rows}
    />
  )
}
