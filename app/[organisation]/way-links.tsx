import type { Way } from '@/lib/flows/own-factors/ways'
import type { Visit } from '@/lib/web/visit'

type Props = { visit: Pick<Visit, 'say'>; ways: readonly Way[]; chosen: Way; hrefOf: (way: Way) => string }

/** "Another way": whoever doesn't have the app at hand takes a text message or a code on paper. */
export function WayLinks({ visit: { say }, ways, chosen, hrefOf }: Props) {
  const others = ways.filter((way) => way !== chosen)
  if (others.length === 0) return null
  return (
    <nav className="stack tight w-full" aria-label={say('factor.other')}>
      <p className="quiet">{say('factor.other')}</p>
      <ul className="stack tight">
        {others.map((way) => (
          <li key={way}>
            <a href={hrefOf(way)}>{say(`factor.other.${way}`)}</a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** The way that the address names, where the person has it; else the first. */
export const chosenWay = (ways: readonly Way[], wished: string | undefined): Way => ways.find((way) => way === wished) ?? ways[0] ?? 'sms'
