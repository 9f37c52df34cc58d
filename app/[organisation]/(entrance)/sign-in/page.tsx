import { redirect } from 'next/navigation'
import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { Field } from '@/components/field'
import { Notice } from '@/components/notice'
import { PasskeyButton } from '@/components/passkey-button'
import { passkeyRequest } from '@/lib/factors/passkeys'
import { placeOfKeys } from '@/lib/flows/client'
import { inLanguage } from '@/lib/organisations/rules'
import { safeReturn } from '@/lib/web/paths'
import { knownSession } from '@/lib/web/session'
import { isAnswerToForm, openVisit, type Visit } from '@/lib/web/visit'
import { EntrancePage } from '../../entrance-page'
import { formWords } from '../../form-words'
import { titleOf } from '../../title'
import { sendIdentifier, sendPasskey, sendPassword } from './actions'
import { OtherWays } from './other-ways'
import { PasswordPart } from './password-part'

export const generateMetadata = () => titleOf('signIn.title')

/** `again`: a system that signs people in through the portal wants the password proved anew. */
type Asked = { to?: string; ended?: string; chosen?: string; kept?: string; again?: string }

export default async function SignInPage({ searchParams }: { searchParams: Promise<Asked> }) {
  const visit = await openVisit()
  const { say, organisation, base, paths } = visit
  const { to, ended, chosen, kept, again } = await searchParams
  if (!again && (await knownSession()) && !(await isAnswerToForm())) redirect(safeReturn(to, base) ?? paths.front)
  const isWhole = organisation.settings.signIn.pages === 1
  const hint = say('signIn.identifier.hint')
  const { arePasskeysOffered } = organisation.settings.factors
  return (
    <EntrancePage visit={visit}>
      <Notices visit={visit} />
      {ended && <Notice>{say('signIn.ended')}</Notice>}
      {again && <Notice>{say('signIn.again')}</Notice>}
      {kept && <Notice>{say('signIn.kept')}</Notice>}
      {chosen && <Notice tone="good">{say('first.done')}</Notice>}
      <ActionForm id="sign-in" isAtDesk action={isWhole ? sendPassword : sendIdentifier} {...formWords(say)}>
        <div className="stack tight">
          <h1 lang={say.languageOf('signIn.title')}>{say('signIn.title')}</h1>
          {say('signIn.lead') && (
            <p className="quiet" lang={say.languageOf('signIn.lead')}>
              {say('signIn.lead')}
            </p>
          )}
        </div>
        <Field
          name="identifier"
          label={say('signIn.identifier.label')}
          labelLang={say.languageOf('signIn.identifier.label')}
          hint={hint || undefined}
          autoComplete={arePasskeysOffered ? 'username webauthn' : 'username'}
          autoCapitalize="none"
          spellCheck={false}
        />
        <input type="hidden" name="to" value={safeReturn(to, base) ?? ''} />
        {isWhole ? (
          <PasswordPart visit={visit} />
        ) : (
          <Button isWide lang={say.languageOf('signIn.next')}>
            {say('signIn.next')}
          </Button>
        )}
        <OtherWays visit={visit} to={safeReturn(to, base) ?? undefined} isAgain={again !== undefined} />
      </ActionForm>
      {arePasskeysOffered && <PasskeyWay visit={visit} to={safeReturn(to, base) ?? ''} />}
    </EntrancePage>
  )
}

/** The name's field offers the passkeys that the browser has; the button asks for one elsewhere, on a telephone say. */
async function PasskeyWay({ visit: { deps, organisation, client, say }, to }: { visit: Visit; to: string }) {
  return (
    <ActionForm id="passkey" action={sendPasskey} {...formWords(say)}>
      <input type="hidden" name="to" value={to} />
      <PasskeyButton
        options={await passkeyRequest(deps, organisation.id, placeOfKeys(client).host, null)}
        does="offer"
        label={say('factor.passkey.signIn')}
        failureText={say('factor.passkey.failed')}
        variant="second"
        isWide
      />
    </ActionForm>
  )
}

/** What the organisation wants known before people sign in (H1), between its dates. */
function Notices({ visit: { organisation, say, deps, base } }: { visit: Visit }) {
  const now = deps.now()
  const shown = organisation.settings.notices.filter(({ from, until }) => (!from || new Date(from) <= now) && (!until || now < new Date(until)))
  return shown.map((notice) => {
    const { title, text, link } = notice
    return (
      <Notice key={JSON.stringify(text)} title={title && inLanguage(title, say.language)}>
        {inLanguage(text, say.language)} {link && <a href={link.href.startsWith('/') ? base + link.href : link.href}>{inLanguage(link.label, say.language)}</a>}
      </Notice>
    )
  })
}
