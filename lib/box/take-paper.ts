import { fromText } from '@/lib/ballots/bytes'
import { publicKeyOf } from '@/lib/ballots/card'
import { firstOfPaper, sealPaper, signBallot, trackingCode } from '@/lib/ballots/cast-ballot'
import type { Manifest, Receipt } from '@/lib/ballots/schema'
import type { ReadSheet, SheetReading } from '@/lib/papers/read-sheets'
import type { PictureProblem } from '@/lib/papers/rules'
import type { Language } from '@/lib/words/language'
import type { CastOutcome } from './schema'
import { type BoxDb, findManifest, findSeq } from './store'
import { takeBallot } from './take-ballot'

export type PaperProblem = PictureProblem | 'noPaper' | 'large' | 'busy' | 'none' | Exclude<CastOutcome, 'taken' | 'same' | 'stale' | 'size'>

/** What became of one sheet. */
export type TakenPaper =
  | { code: string; receipt: Receipt; manifest: Manifest; language: Language; image: Uint8Array }
  | { problem: PaperProblem; language: Language | null }

/** Seals the picture of a sheet under the sheet's own card and casts it as any other ballot. Sent again it gets the same receipt. */
export async function takePaper(db: BoxDb, reading: SheetReading): Promise<TakenPaper> {
  return 'problem' in reading ? { problem: reading.problem, language: null } : castSheet(db, reading.sheet)
}

async function castSheet(db: BoxDb, { election, card, language, image }: ReadSheet): Promise<TakenPaper> {
  const refused = (problem: PaperProblem) => ({ problem, language })
  const text = await findManifest(db, election)
  if (!text) return refused('unknown')
  const manifest = JSON.parse(text) as Manifest
  if (manifest.paper === 'none') return refused('noPaper')
  const sealed = sealPaper(manifest, card, image)
  let seq = (await findSeq(db, election, publicKeyOf(card.seed), sealed)) ?? (manifest.paper === 'paper' ? firstOfPaper : 1)
  // The box names the card's next number, also where two are sent at once.
  for (let left = 5; left > 0; left--) {
    const { outcome, free, receipt } = await takeBallot(db, election, signBallot(election, card, seq, sealed))
    if (receipt) return { code: trackingCode(fromText(receipt.hash)), receipt, manifest, language, image }
    if (outcome !== 'stale') return refused(outcome as PaperProblem)
    seq = free ?? seq
  }
  return refused('busy')
}
