import { ButtonLink } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { Field } from '@/components/field'
import { Notice } from '@/components/notice'
import { requireStaff, type StaffVisit } from '@/lib/web/staff'
import { isAnswerToForm } from '@/lib/web/visit'
import { listWebhooks } from '@/lib/webhooks/list-webhooks'
import { timeOf } from '../../say-sign-in'
import { staffTitleOf } from '../../title'
import { ActForm } from '../act-form'
import { StaffPage } from '../staff-page'
import { changeSecret, makeWebhook, removeWebhook, retryWebhook, testWebhook } from './actions'

export const generateMetadata = () => staffTitleOf('webhooks.manage', 'webhooks.title')

type Asked = { act?: string | string[]; webhook?: string | string[]; did?: string | string[] }
type Webhook = Awaited<ReturnType<typeof listWebhooks>>[number]

const acts = { test: testWebhook, retry: retryWebhook, secret: changeSecret, remove: removeWebhook } as const
type Act = keyof typeof acts

/** Which systems are told what happens here, and whether they answer. */
export default async function WebhooksPage({ searchParams }: { searchParams: Promise<Asked> }) {
  const visit = await requireStaff('webhooks.manage')
  const { deps, organisation, say, paths } = visit
  const { act, webhook, did } = await searchParams
  const webhooks = await listWebhooks(deps, organisation.id)
  const chosen = webhooks.find(({ id }) => id === webhook)
  const wanted = Object.keys(acts).find((name): name is Act => name === act)
  // What was just removed is not in the list, but its form stays in its place: it is the form that goes on.
  const open = wanted && (chosen || (wanted === 'remove' && (await isAnswerToForm()))) ? wanted : null
  const form = { visit, cancel: paths.adminWebhooks }
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        {(did === 'remove' || did === 'retry') && <Notice tone="good">{say(`webhooks.did.${did}`)}</Notice>}
        <div className="stack tight">
          <h1>{say('webhooks.title')}</h1>
          <p className="quiet max-w-measure">{say('webhooks.text')}</p>
        </div>
        {act === 'make' ? (
          <ActForm {...form} id="make" title={say('webhooks.make')} action={makeWebhook} text={say('webhooks.make.text')}>
            <Choices visit={visit} />
          </ActForm>
        ) : open ? (
          <ActForm {...form} id={open} title={say(`webhooks.${open}`)} action={acts[open]} text={say(`webhooks.${open}.text`, { address: chosen?.url ?? '' })}>
            <input type="hidden" name="webhook" value={chosen?.id ?? ''} />
          </ActForm>
        ) : (
          <div>
            <ButtonLink href={`${paths.adminWebhooks}?act=make`}>{say('webhooks.make')}</ButtonLink>
          </div>
        )}
        <Webhooks visit={visit} webhooks={webhooks} />
      </div>
    </StaffPage>
  )
}

function Choices({ visit: { say } }: { visit: StaffVisit }) {
  const plain = { autoComplete: 'off', autoCapitalize: 'none', spellCheck: false } as const
  return (
    <>
      <Field name="url" label={say('webhooks.address')} hint={say('webhooks.address.hint')} {...plain} />
      <Field name="acts" label={say('webhooks.acts')} hint={say('webhooks.acts.hint')} isLong {...plain} />
    </>
  )
}

function Webhooks({ visit, webhooks }: { visit: StaffVisit; webhooks: Webhook[] }) {
  const { say, paths } = visit
  if (webhooks.length === 0) return <Notice>{say('webhooks.empty')}</Notice>
  const time = timeOf(visit)
  const link = (act: Act, { id, url }: Webhook) => (
    <a href={`${paths.adminWebhooks}?act=${act}&webhook=${id}`}>
      {say(`webhooks.column.${act}`)}
      <span className="sr-only">: {url}</span>
    </a>
  )
  const stateOf = ({ stoppedAt, failures, nextAttemptAt, lastAnswerAt }: Webhook) => {
    if (stoppedAt) return say('webhooks.state.stopped', { at: time.format(stoppedAt) })
    if (failures > 0) return say('webhooks.state.failing', { count: failures, at: time.format(nextAttemptAt) })
    return lastAnswerAt ? say('webhooks.state.good') : say('webhooks.state.new')
  }
  const rows = webhooks.map((webhook) => ({
    key: webhook.id,
    cells: {
      address: <code className="mono break-all">{webhook.url}</code>,
      acts: webhook.acts.length === 0 ? say('webhooks.acts.all') : webhook.acts.join(', '),
      state: stateOf(webhook),
      answer: webhook.lastAnswer && webhook.lastAnswerAt ? `${webhook.lastAnswer} (${time.format(webhook.lastAnswerAt)})` : '–',
      change: (
        <span className="row">
          {link('test', webhook)} {(webhook.stoppedAt || webhook.failures > 0) && link('retry', webhook)} {link('secret', webhook)} {link('remove', webhook)}
        </span>
      ),
    },
  }))
  return (
    <DataTable
      caption={say('webhooks.list')}
      columns={[
        { key: 'address', label: say('webhooks.column.address') },
        { key: 'acts', label: say('webhooks.column.acts'), isNamed: true },
        { key: 'state', label: say('webhooks.column.state'), isNamed: true },
        { key: 'answer', label: say('webhooks.column.answer'), isNamed: true },
        { key: 'change', label: say('clients.column.acts') },
      ]}
      rows={rows}
    />
  )
}
