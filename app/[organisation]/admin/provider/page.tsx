import { Button, ButtonLink } from '@/components/button'
import { Notice } from '@/components/notice'
import { PasswordField } from '@/components/password-field'
import { environment } from '@/lib/core/env'
import { findSettings } from '@/lib/organisations/find-settings'
import { type TestedProvider, testProvider } from '@/lib/providers/test-provider'
import { pathsOf } from '@/lib/web/paths'
import { requireStaff, type StaffVisit } from '@/lib/web/staff'
import { isAnswerToForm } from '@/lib/web/visit'
import { isWordKey } from '@/lib/words/keys'
import { toggleWords } from '../../form-words'
import { staffTitleOf } from '../../title'
import { ActForm } from '../act-form'
import { StaffPage } from '../staff-page'
import { keepProviderSecret } from './actions'

export const generateMetadata = () => staffTitleOf('provider.manage', 'provider.title')

type Asked = { act?: string; did?: string; test?: string }

/** The other provider as the settings have it, drafted ones too: what it has to know of us, the secret, and a test. */
export default async function ProviderPage({ searchParams }: { searchParams: Promise<Asked> }) {
  const visit = await requireStaff('provider.manage')
  const { deps, organisation, say, paths } = visit
  const { act, did, test } = await searchParams
  const { shown, draft } = await findSettings(deps, organisation.id)
  const { issuer, clientId } = shown.provider
  const isWriting = (act === 'secret' && issuer !== null) || (await isAnswerToForm())
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        {did === 'secret' && <Notice tone="good">{say('provider.secret.kept')}</Notice>}
        <div className="stack tight">
          <h1>{say('provider.title')}</h1>
          <p className="quiet max-w-measure">{say('provider.text')}</p>
        </div>
        {issuer === null ? (
          <Notice>{say('provider.off')}</Notice>
        ) : (
          <p className="break-words">{say('provider.where', { issuer, clientId: clientId ?? '–', isDraft: draft ? 'yes' : 'no' })}</p>
        )}
        {isWriting ? (
          <ActForm
            visit={visit}
            id="secret"
            title={say('provider.secret')}
            action={keepProviderSecret}
            text={say('provider.secret.text', { clientId: clientId ?? '–' })}
            cancel={paths.adminProvider}
          >
            <PasswordField name="providerPassword" label={say('provider.secret.label')} autoComplete="new-password" toggle={toggleWords(say)} />
          </ActForm>
        ) : (
          <div className="row">
            {issuer !== null && (
              <form method="get" action={paths.adminProvider}>
                <Button name="test" value="1">
                  {say('directory.test')}
                </Button>
              </form>
            )}
            {issuer !== null && (
              <ButtonLink variant="second" href={`${paths.adminProvider}?act=secret`}>
                {say('provider.secret')}
              </ButtonLink>
            )}
            <a href={paths.adminSettingsPart('provider')}>{say('directory.settings')}</a>
          </div>
        )}
        {test && issuer !== null && <Tested visit={visit} tested={await testProvider(deps, { id: organisation.id, settings: shown })} />}
        <Addresses visit={visit} hosts={shown.hosts} />
      </div>
    </StaffPage>
  )
}

function Tested({ visit: { say }, tested: { trouble, detail, unknownScopes, canEnd } }: { visit: StaffVisit; tested: TestedProvider }) {
  if (trouble) {
    const own = `provider.trouble.${trouble}`
    const ofServer = `directory.trouble.${trouble}`
    const key = isWordKey(own) ? own : isWordKey(ofServer) ? ofServer : 'directory.trouble.other'
    return (
      <Notice title={say('provider.fails')}>
        {say(key)}
        {detail && <code className="mono text-small block break-all">{detail}</code>}
      </Notice>
    )
  }
  return (
    <Notice tone="good">
      {say('provider.works')} {unknownScopes.length > 0 && say('provider.unknownScopes', { scopes: unknownScopes.join(', ') })}{' '}
      {!canEnd && say('provider.cannotEnd')}
    </Notice>
  )
}

/** What whoever runs the provider has to write down there, letter by letter: one for each host that people come by. */
function Addresses({ visit: { say, organisation }, hosts }: { visit: StaffVisit; hosts: readonly string[] }) {
  const { protocol, origin, port } = new URL(environment().BASE_URL)
  const bases = [`${origin}/${organisation.slug}`, ...hosts.map((host) => `${protocol}//${host}${port && `:${port}`}`)]
  const list = (path: 'signInProviderReturn' | 'signIn') =>
    bases.map((base) => (
      <li key={base}>
        <code className="mono break-all">{base + pathsOf('')[path]}</code>
      </li>
    ))
  return (
    <section className="stack tight">
      <h2>{say('provider.addresses')}</h2>
      <p>{say('provider.addresses.text')}</p>
      <ul className="pl-5">{list('signInProviderReturn')}</ul>
      <p>{say('provider.addresses.left')}</p>
      <ul className="pl-5">{list('signIn')}</ul>
    </section>
  )
}
