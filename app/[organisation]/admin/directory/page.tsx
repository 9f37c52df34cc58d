import { Button, ButtonLink } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { Notice } from '@/components/notice'
import { PasswordField } from '@/components/password-field'
import { mostPeople } from '@/lib/directory/rules'
import type { TestedServer } from '@/lib/directory/test-connection'
import { findSettings } from '@/lib/organisations/find-settings'
import { requireStaff, type StaffVisit } from '@/lib/web/staff'
import { isAnswerToForm } from '@/lib/web/visit'
import { toggleWords } from '../../form-words'
import { staffTitleOf } from '../../title'
import { ActForm } from '../act-form'
import { StaffPage } from '../staff-page'
import { keepSecret } from './actions'

export const generateMetadata = () => staffTitleOf('directory.manage', 'directory.title')

/** What a directory is told to have: what it does not say, or not ask for, is left out. */
const policyRules = ['minLength', 'history', 'minAgeHours', 'lockAfter'] as const

type Asked = { act?: string; did?: string; test?: string }

/** The directory as the settings have it, drafted ones too: the password of the portal's account, and a test of the whole way. */
export default async function DirectoryPage({ searchParams }: { searchParams: Promise<Asked> }) {
  const visit = await requireStaff('directory.manage')
  const { deps, organisation, say, paths } = visit
  const { act, did, test } = await searchParams
  const { shown, draft } = await findSettings(deps, organisation.id)
  const isOff = shown.directory.kind === 'none'
  const tested = test && !isOff ? await (await import('@/lib/directory/test-connection')).testConnection(deps, { id: organisation.id, settings: shown }) : null
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        {did === 'secret' && <Notice tone="good">{say('directory.secret.kept')}</Notice>}
        <div className="stack tight">
          <h1>{say('directory.title')}</h1>
          <p className="quiet max-w-measure">{say('directory.text')}</p>
        </div>
        {isOff ? (
          <Notice>{say('directory.off')}</Notice>
        ) : (
          <p>{say('directory.where', { servers: shown.directory.servers.join(', '), base: shown.directory.base ?? '', isDraft: draft ? 'yes' : 'no' })}</p>
        )}
        {(act === 'secret' && !isOff) || (await isAnswerToForm()) ? (
          <ActForm
            visit={visit}
            id="secret"
            title={say('directory.secret')}
            action={keepSecret}
            text={say('directory.secret.text', { name: shown.directory.bindName ?? '–' })}
            cancel={paths.adminDirectory}
          >
            <PasswordField name="directoryPassword" label={say('directory.secret.label')} autoComplete="new-password" toggle={toggleWords(say)} />
          </ActForm>
        ) : (
          <div className="row">
            {!isOff && (
              <form method="get" action={paths.adminDirectory}>
                <Button name="test" value="1">
                  {say('directory.test')}
                </Button>
              </form>
            )}
            {!isOff && (
              <ButtonLink variant="second" href={`${paths.adminDirectory}?act=secret`}>
                {say('directory.secret')}
              </ButtonLink>
            )}
            <a href={paths.adminSettingsPart('directory')}>{say('directory.settings')}</a>
          </div>
        )}
        {tested && <Tested visit={visit} tested={tested} portalLocksAfter={shown.lock.failures} />}
      </div>
    </StaffPage>
  )
}

function Tested({ visit: { say }, tested, portalLocksAfter }: { visit: StaffVisit; tested: readonly TestedServer[]; portalLocksAfter: number }) {
  const policy = tested.find((server) => server.policy)?.policy
  const rules = policyRules.flatMap((rule) => (policy?.[rule] ? [say(`directory.policy.${rule}`, { count: policy[rule] })] : []))
  return (
    <>
      <DataTable
        caption={say('directory.tested')}
        columns={[
          { key: 'server', label: say('directory.column.server') },
          { key: 'result', label: say('directory.column.result') },
        ]}
        rows={tested.map(({ server, trouble, detail, people, elsewhere }) => ({
          key: server,
          cells: {
            server: <span className="break-all">{server}</span>,
            result: (
              <>
                {trouble ? say(`directory.trouble.${trouble}`) : say('directory.works', { count: people, isMore: people === mostPeople ? 'yes' : 'no' })}
                {elsewhere.length > 0 && (
                  <span className="text-small quiet block break-words">{say('directory.elsewhere', { parts: elsewhere.join(', ') })}</span>
                )}
                {detail && <code className="mono text-small block break-all">{detail}</code>}
              </>
            ),
          },
        }))}
      />
      {rules.length > 0 && <p>{say('directory.policy', { rules: new Intl.ListFormat(say.language, { type: 'unit' }).format(rules) })}</p>}
      {policy?.lockAfter != null && policy.lockAfter > 0 && policy.lockAfter <= portalLocksAfter && (
        <Notice>{say('directory.locksFirst', { theirs: policy.lockAfter, ours: portalLocksAfter })}</Notice>
      )}
    </>
  )
}
