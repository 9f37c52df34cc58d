import { Button } from '@/components/button'
import type { Visit } from '@/lib/web/visit'

/** For those who can't sign in with what they have. */
export function OtherWays({ visit: { say, organisation, paths } }: { visit: Visit }) {
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
      {hasOfficialsWay && (
        <p className="quiet text-small border-t border-line pt-4 w-full">
          <strong>{say('signIn.officials')}</strong> {say('signIn.officials.text')}
        </p>
      )}
    </>
  )
}
