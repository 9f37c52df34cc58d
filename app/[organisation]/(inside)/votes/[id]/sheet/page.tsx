import { randomBytes } from 'node:crypto'
import { notFound } from 'next/navigation'
import { BackLink } from '@/components/back-link'
import { Notice } from '@/components/notice'
import { hashManifest } from '@/lib/ballots/hash-manifest'
import { phaseOf } from '@/lib/elections/rules'
import { ballotMail } from '@/lib/flows/elections/ballot-mail'
import { requireMember } from '@/lib/web/session'
import { InsidePage } from '../../../../inside-page'
import { timeOf } from '../../../../say-sign-in'
import { insideTitleOf } from '../../../../title'
import { sheetInWords } from '../../../../voting/sheet-in-words'
import { wordsOf } from '../../../../voting/words-of'
import { readOwnVote } from '../../read-own-vote'
import { boothWords } from '../booth-words'
import { PlainSheet } from './plain-sheet'
import { SheetMaker } from './sheet-maker'

export const generateMetadata = () => insideTitleOf('votes.sheet')

/** The ballot on paper: made here, printed, marked, and sent in as a picture. */
export default async function SheetPage({ params }: { params: Promise<{ id: string }> }) {
  const visit = await requireMember()
  const election = await readOwnVote(visit, params)
  const { deps, say, paths, base } = visit
  const { id, manifest, roll } = election
  const phase = phaseOf(election, deps.now())
  if (!manifest || manifest.paper === 'none' || roll === 'paper_office' || (phase !== 'announced' && phase !== 'open')) notFound()
  const mail = ballotMail()
  const words = sheetInWords(visit, manifest, 'votes.sheet.steps', mail ? [say('votes.sheet.orMail', { mail })] : [])
  const sendTo = `${manifest.box}/paper?lang=${say.language}`
  return (
    <InsidePage visit={visit} isNarrow>
      <div className="stack">
        <BackLink href={paths.vote(id)}>{wordsOf(visit, manifest.title)}</BackLink>
        <h1>{say('votes.sheet')}</h1>
        <p>{say('votes.sheet.lead')}</p>
        <p>{say(`votes.sheet.rule.${manifest.paper}`)}</p>
        <Notice>{say('votes.sheet.careful')}</Notice>
        <noscript>
          <div className="stack">
            <p>{say('votes.sheet.noScript')}</p>
            <PlainSheet
              election={id}
              once={randomBytes(32).toString('base64url')}
              sheet={words}
              words={{ make: say('votes.sheet.make'), ready: say('votes.sheet.ready'), print: say('votes.sheet.printByHand') }}
            />
          </div>
        </noscript>
        <SheetMaker
          place={{ election: id, box: manifest.box, manifestHash: hashManifest(manifest), cardHref: paths.voteCard(id) }}
          isIssued={roll === 'issued'}
          language={say.language}
          sheet={words}
          signInHref={`${paths.signIn}?to=${encodeURIComponent(`${base}/votes/${id}/sheet`)}`}
          words={{
            ...boothWords(say, { closes: timeOf(visit).format(election.closesAt) }),
            elsewhere: say('votes.card.elsewherePaper'),
            make: say('votes.sheet.make'),
            making: say('votes.sheet.making'),
            ready: say('votes.sheet.ready'),
            print: say('votes.sheet.print'),
          }}
        />
        <a href={sendTo}>{say('votes.sheet.sendTo')}</a>
        {mail && <p>{say('votes.sheet.mail', { mail })}</p>}
      </div>
    </InsidePage>
  )
}
