import { headers } from 'next/headers'
import { DemoBar } from '@/components/demo-bar'
import { cookieNames } from '@/lib/web/cookie-names'
import { readCookie } from '@/lib/web/cookies'
import { stamp } from '@/lib/web/stamps'
import type { Visit } from '@/lib/web/visit'
import { speak } from '@/lib/words/speak'

/** The bar of the demo: outside `main`, on every page, without JavaScript. */
export async function DemoNotice({ visit }: { visit: Visit | null }) {
  const say = visit?.say ?? speak('en')
  const head = await headers()
  const back = `${head.get(stamp.base) ?? ''}${head.get(stamp.path) ?? '/'}`
  const choice = await readCookie(cookieNames.demoNetwork)
  const options = ['outside', 'inside', 'clear'] as const
  return (
    <DemoBar
      label="Demo"
      text={say('demo.what')}
      outbox={{ href: '/outbox', label: say('demo.outbox') }}
      place={{
        action: '/demo/network',
        legend: say('demo.you'),
        name: 'network',
        options: options.map((value) => ({ value, label: say(`demo.${value}`), isCurrent: value === (choice ?? 'clear') })),
        hidden: { back },
      }}
    />
  )
}
