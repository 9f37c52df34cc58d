import { redirect } from 'next/navigation'
import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { Checkbox } from '@/components/checkbox'
import { Notice } from '@/components/notice'
import { findSentCode } from '@/lib/codes/check-code'
import { ownWays } from '@/lib/flows/own-factors/ways'
import { findWaiting } from '@/lib/flows/sign-in/submit-code'
import { mobileEnding } from '@/lib/people/rules'
import { isAnswerToForm, openVisit, type Visit } from '@/lib/web/visit'
import { CodeForm } from '../../../code-form'
import { CodeHelp } from '../../../code-help'
import { EntrancePage } from '../../../entrance-page'
import { formWords } from '../../../form-words'
import { askOf, OwnCodeForm } from '../../../own-code-form'
import { titleOf } from '../../../title'
import { chosenWay, WayLinks } from '../../../way-links'
import { sendAgain, sendCode } from '../actions'

export const generateMetadata = () => titleOf('code.title')

type Asked = { again?: string; way?: string }

/** The second factor, by one of the person's ways. The page knows the person here: the password was right. */
export default async function CodePage({ searchParams }: { searchParams: Promise<Asked> }) {
  const visit = await openVisit()
  const { deps, organisation, client, say, paths } = visit
  const waiting = await findWaiting(deps, organisation, client)
  if (!waiting && !(await isAnswerToForm())) redirect(paths.signIn)
  const { again, way: wished } = await searchParams
  const ways = waiting?.ways ?? []
  // The form of a right code stays in its place: it is the form that goes on. Which one it was, the address alone knows by then.
  const way = waiting ? chosenWay(ways, again ? 'sms' : wished) : (ownWays.find((own) => own === wished) ?? 'sms')
  if (waiting && way !== 'sms' && way !== wished) redirect(`${paths.signInCode}?way=${way}`)
  const journeyId = waiting?.journey.id ?? ''
  const sent = waiting && way === 'sms' ? await findSentCode(deps, { organisation, journeyId, purpose: 'second-factor' }) : null
  return (
    <EntrancePage visit={visit} back={{ href: paths.signIn, label: say('page.back') }}>
      {again && <Notice tone="good">{say('code.resent')}</Notice>}
      {way !== 'sms' ? (
        <OwnCodeForm visit={visit} way={way} personId={waiting?.person.id ?? ''} action={sendCode} choice={<DeviceChoice visit={visit} />}>
          <input type="hidden" name="journey" value={journeyId} />
          <div className="stack tight">
            <Lead visit={visit} />
            <h1>{say(askOf(way))}</h1>
          </div>
        </OwnCodeForm>
      ) : waiting && !sent ? (
        <ActionForm id="resend" action={sendAgain} {...formWords(say)}>
          <Lead visit={visit} />
          <h1>{say('factor.sms.title')}</h1>
          <p>{say('factor.sms.text', { ending: mobileEnding(waiting.person.mobile ?? '') })}</p>
          <input type="hidden" name="journey" value={journeyId} />
          <input type="hidden" name="first" value="1" />
          <Button>{say('factor.sms.send')}</Button>
        </ActionForm>
      ) : (
        <>
          <CodeForm visit={visit} journeyId={journeyId} action={sendCode} choice={<DeviceChoice visit={visit} />}>
            <div className="stack tight">
              <Lead visit={visit} />
              <h1 lang={say.languageOf('code.title')}>{say('code.title')}</h1>
            </div>
            {waiting && sent && <p>{say('code.sentTo', { ending: mobileEnding(waiting.person.mobile ?? ''), reference: sent.reference })}</p>}
          </CodeForm>
          <CodeHelp visit={visit} messageId={sent?.messageId ?? null} channel="sms" journeyId={journeyId} resend={sendAgain} />
        </>
      )}
      <WayLinks visit={visit} ways={ways} chosen={way} hrefOf={(other) => `${paths.signInCode}?way=${other}`} />
    </EntrancePage>
  )
}

/** Where the organisation lets people be asked for no code in a browser of their own for some time. */
function DeviceChoice({ visit: { say, organisation } }: { visit: Visit }) {
  const days = organisation.settings.factors.deviceDays
  return days === null ? null : <Checkbox name="device" label={say('factor.device', { days })} hint={say('factor.device.hint')} />
}

const Lead = ({ visit: { say } }: { visit: Pick<Visit, 'say'> }) => (
  <p className="quiet" lang={say.languageOf('code.lead')}>
    {say('code.lead')}
  </p>
)
