import { Button } from '@/components/button'
import type { Visit } from '@/lib/web/visit'
import { ProviderWay } from './provider-way'

/** For those who can't sign in with what they have. */
export function OtherWays({ visit, to, isAgain }: { visit: Visit; to?: string; isAgain?: boolean }) {
  const { say, organisation, paths } = visit
  const { isNameCarriedToRecovery, hasFirstPasswordLinks, isRegistrationOpen, hasOfficialsWay } = organisation.settings.signIn
  const problem = { lang: say.languageOf('signIn.problem'), children: say('signIn.problem') }
  return (
    <>
      <div className="stack tight">
        {hasFirstPasswordLinks ? (
          <>
            <a href={`${paths.firstPassword}/order`}>{say('signIn.orderFirstPassword')}</a>
            <a href={paths.firstPassword}>{say('signIn.useFirstPassword')}</a>
          </>
        ) : isNameCarriedToRecovery ? (
          <Button variant="link" name="way" value="problem" {...problem} />
        ) : (
          <a href={paths.recover} {...problem} />
        )}
        {isRegistrationOpen && <a href={paths.register}>{say('signIn.register')}</a>}
      </div>
      {(hasOfficialsWay || organisation.settings.provider.issuer !== null) && (
        <div className="stack tight border-t border-line pt-4 w-full">
          {hasOfficialsWay && (
            <p className="quiet text-small">
              <strong>{say('signIn.officials')}</strong> {say('signIn.officials.text')}
            </p>
          )}
          <ProviderWay visit={visit} to={to} isAgain={isAgain} />
        </div>
      )}
    </>
  )
}
