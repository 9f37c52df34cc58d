import { ButtonLink } from '@/components/button'
import { Checkbox } from '@/components/checkbox'
import { ChoiceGroup } from '@/components/choice-group'
import { DataTable } from '@/components/data-table'
import { Field } from '@/components/field'
import { Notice } from '@/components/notice'
import { RadioChoices } from '@/components/radio-choices'
import { SelectField } from '@/components/select-field'
import { listGroupNames } from '@/lib/groups/find-group'
import { listClients } from '@/lib/oidc/clients/list-clients'
import { issuerOf } from '@/lib/oidc/issuer-of'
import { areKeysLost } from '@/lib/oidc/keys/open-keys'
import { type Scope, scopes } from '@/lib/oidc/schema'
import { requireStaff, type StaffVisit } from '@/lib/web/staff'
import { isAnswerToForm } from '@/lib/web/visit'
import { timeOf } from '../../say-sign-in'
import { staffTitleOf } from '../../title'
import { ActForm } from '../act-form'
import { StaffPage } from '../staff-page'
import { changeClient, changeSecret, makeClient, removeClient } from './actions'

export const generateMetadata = () => staffTitleOf('clients.manage', 'clients.title')

type Asked = { act?: string | string[]; client?: string | string[]; did?: string | string[] }

/** Which systems sign people in through the portal, and what they may learn. */
export default async function ClientsPage({ searchParams }: { searchParams: Promise<Asked> }) {
  const visit = await requireStaff('clients.manage')
  const { deps, organisation, say, paths } = visit
  const { act, client, did } = await searchParams
  const clients = await listClients(deps, organisation.id)
  const chosen = clients.find(({ id }) => id === client)
  // What was just removed is not in the list, but its form stays in its place: it is the form that goes on.
  const isAbout = (wanted: string) => act === wanted && (chosen !== undefined || act === 'remove')
  const isRemoving = isAbout('remove') && (chosen !== undefined || (await isAnswerToForm()))
  const form = { visit, cancel: paths.adminClients }
  const ofClient = <input type="hidden" name="client" value={chosen?.id ?? ''} />
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        {did === 'change' && <Notice tone="good">{say('clients.changed')}</Notice>}
        {did === 'remove' && <Notice tone="good">{say('clients.removed')}</Notice>}
        {(await areKeysLost(deps, organisation.id)) && <Notice title={say('clients.keysLost.title')}>{say('clients.keysLost.text')}</Notice>}
        <div className="stack tight">
          <h1>{say('clients.title')}</h1>
          <p className="quiet max-w-measure">{say('clients.text')}</p>
        </div>
        <p>
          {say('clients.issuer')}: <code className="mono break-all">{issuerOf(organisation)}</code>
        </p>
        {act === 'make' ? (
          <ActForm {...form} id="make" title={say('clients.make')} action={makeClient} text={say('clients.make.text')}>
            <Choices visit={visit} groups={await listGroupNames(deps, organisation.id)} />
          </ActForm>
        ) : chosen && act === 'change' ? (
          <ActForm {...form} id="change" title={say('clients.change')} action={changeClient} text={say('clients.change.text', { name: chosen.name })}>
            {ofClient}
            <Choices visit={visit} groups={await listGroupNames(deps, organisation.id)} client={chosen} />
          </ActForm>
        ) : isRemoving ? (
          <ActForm {...form} id="remove" title={say('clients.remove')} action={removeClient} text={say('clients.remove.text', { name: chosen?.name ?? '' })}>
            {ofClient}
          </ActForm>
        ) : isAbout('secret') && !chosen?.isPublic ? (
          <ActForm {...form} id="secret" title={say('clients.secret')} action={changeSecret} text={say('clients.secret.text', { name: chosen?.name ?? '' })}>
            {ofClient}
          </ActForm>
        ) : (
          <div>
            <ButtonLink href={`${paths.adminClients}?act=make`}>{say('clients.make')}</ButtonLink>
          </div>
        )}
        <Clients visit={visit} clients={clients} />
      </div>
    </StaffPage>
  )
}

type Client = Awaited<ReturnType<typeof listClients>>[number]

/** Of a new system, or of the one that is changed: what runs where stays as it is. */
function Choices({ visit: { say }, groups, client }: { visit: StaffVisit; groups: Awaited<ReturnType<typeof listGroupNames>>; client?: Client }) {
  const address = { autoComplete: 'off', autoCapitalize: 'none', spellCheck: false } as const
  return (
    <>
      <Field name="name" label={say('clients.name')} hint={say('clients.name.hint')} defaultValue={client?.name} autoComplete="off" />
      {!client && (
        <RadioChoices
          legend={say('clients.kind')}
          name="kind"
          defaultValue="secret"
          options={[
            { value: 'secret', label: say('clients.kind.secret'), hint: say('clients.kind.secret.hint') },
            { value: 'public', label: say('clients.kind.public'), hint: say('clients.kind.public.hint') },
          ]}
        />
      )}
      <Field
        name="redirectUris"
        label={say('clients.redirectUris')}
        hint={say('clients.redirectUris.hint')}
        defaultValue={client?.redirectUris.join('\n')}
        isLong
        {...address}
      />
      <Field
        name="logoutUris"
        label={say('clients.logoutUris')}
        hint={say('clients.logoutUris.hint')}
        defaultValue={client?.logoutUris.join('\n')}
        isLong
        {...address}
      />
      <Field
        name="backchannelUri"
        label={say('clients.backchannelUri')}
        hint={say('clients.backchannelUri.hint')}
        defaultValue={client?.backchannelUri ?? ''}
        {...address}
      />
      <Field
        name="frontchannelUri"
        label={say('clients.frontchannelUri')}
        hint={say('clients.frontchannelUri.hint')}
        defaultValue={client?.frontchannelUri ?? ''}
        {...address}
      />
      <SelectField
        name="group"
        label={say('clients.group')}
        options={[{ value: '', label: say('clients.group.everybody') }, ...groups.map(({ id, name }) => ({ value: id, label: name }))]}
        defaultValue={client?.groupId ?? ''}
      />
      <ChoiceGroup legend={say('clients.scopes')}>
        {scopes
          .filter((scope) => scope !== 'openid')
          .map((scope) => (
            <Checkbox
              key={scope}
              name={scope}
              label={say(`openid.scope.${scope}`)}
              isChecked={client ? client.scopes.includes(scope) : scope === 'profile' || scope === 'email'}
            />
          ))}
      </ChoiceGroup>
      <RadioChoices
        legend={say('clients.consent')}
        name="consent"
        defaultValue={client?.asksPerson ? 'person' : 'organisation'}
        options={[
          { value: 'organisation', label: say('clients.consent.organisation') },
          { value: 'person', label: say('clients.consent.person') },
        ]}
      />
    </>
  )
}

function Clients({ visit, clients }: { visit: StaffVisit; clients: Client[] }) {
  const { say, paths } = visit
  if (clients.length === 0) return <Notice>{say('clients.empty')}</Notice>
  const time = timeOf(visit)
  const link = (act: 'change' | 'remove' | 'secret', { id, name }: Client) => (
    <a href={`${paths.adminClients}?act=${act}&client=${id}`}>
      {say(`clients.column.${act}`)}
      <span className="sr-only">: {name}</span>
    </a>
  )
  const rows = clients.map((client) => ({
    key: client.id,
    cells: {
      name: client.name,
      id: <code className="mono break-all">{client.id}</code>,
      scopes: (client.scopes as Scope[]).map((scope) => say(`openid.scope.${scope}`)).join(', '),
      made: time.format(client.createdAt),
      acts: (
        <span className="row">
          {link('change', client)} {!client.isPublic && link('secret', client)} {link('remove', client)}
        </span>
      ),
    },
  }))
  return (
    <DataTable
      caption={say('clients.list')}
      columns={[
        { key: 'name', label: say('clients.column.name') },
        { key: 'id', label: say('clients.column.id'), isNamed: true },
        { key: 'scopes', label: say('clients.column.scopes'), isNamed: true },
        { key: 'made', label: say('provisioning.column.made'), isNumber: true, isNamed: true },
        { key: 'acts', label: say('clients.column.acts') },
      ]}
      rows={rows}
    />
  )
}
