import type { ReactNode } from 'react'
import { Inside } from '@/components/inside'
import { SessionWarning } from '@/components/session-warning'
import { fullName, signInName } from '@/lib/people/rules'
import type { MemberVisit } from '@/lib/web/session'
import { staffPagesOf } from '@/lib/web/staff-pages'
import { HelpLine } from './help-line'
import { languageLinks } from './language-links'
import { Notices } from './notices'
import { OwnCall } from './own-call'
import { SignOut } from './sign-out-button'

/** A page for somebody who is signed in, in the organisation's look and words. */
export function InsidePage({ visit, children, isNarrow }: { visit: MemberVisit; children: ReactNode; isNarrow?: boolean }) {
  const { organisation, say, paths, session, path } = visit
  const name = signInName(session)
  const [staffEntrance] = staffPagesOf(session.grants, paths, path)
  const links = [
    { href: paths.front, label: say('page.front'), isCurrent: path === '/' },
    { href: paths.myDetails, label: say('page.myDetails'), isCurrent: path.startsWith('/my-details') },
    ...(staffEntrance ? [{ href: staffEntrance.href, label: say('page.desk'), isCurrent: path.startsWith('/admin') }] : []),
  ]
  const labels = {
    title: say('warning.title'),
    text: say('warning.text'),
    stay: say('warning.stay'),
    endedTitle: say('warning.endedTitle'),
    endedText: say('page.sessionEnded'),
    signIn: say('signIn.submit'),
  }
  return (
    <Inside
      organisation={{ name: organisation.settings.name, sign: organisation.settings.look.sign }}
      homeHref={paths.front}
      navigation={links}
      navigationLabel={say('page.menu')}
      person={{ label: name ? `${fullName(session) || name} (${name})` : fullName(session), href: paths.myDetails }}
      signOut={<SignOut visit={visit} />}
      languages={languageLinks(visit)}
      languagesLabel={say('page.languages')}
      help={{ href: paths.help, label: say('help.title') }}
      menuLabel={say('page.menu')}
      skipLabel={say('page.skip')}
      helpLine={<HelpLine visit={visit} isMember />}
      isNarrow={isNarrow}
    >
      <OwnCall visit={visit} />
      <Notices visit={visit} />
      {children}
      <SessionWarning secondsToIdleEnd={session.idleMinutes * 60} keepAliveHref={paths.keepAlive} signInHref={paths.signIn} labels={labels} />
    </Inside>
  )
}
