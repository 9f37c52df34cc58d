import { hashHead, isHeadOfBox, isReceiptOfBox, merkleRoot } from '@/lib/ballots/board'
import { toText } from '@/lib/ballots/bytes'
import { hashBallot } from '@/lib/ballots/cast-ballot'
import { hashManifest } from '@/lib/ballots/hash-manifest'
import type { Ballot, Choice, Head, Manifest, Opened } from '@/lib/ballots/schema'
import { readBox } from '../../../voting/read-box'
import type { KeptReceipt } from './kept-vote'

/** `found` on the board; `waiting` in the box for the next batch; `missing` after the last one, against the receipt; `broken`: the board is not what its heads say. */
export type Checked = { state: 'found' | 'waiting' | 'missing' | 'broken' | 'away'; choices?: Choice[] }

type Place = { election: string; box: string; manifestHash: string }

/** Looks a ballot up on the board and recomputes, here in the browser, that the board is whole as far as the ballot lies. */
export async function checkVote({ election, box, manifestHash }: Place, receipt: KeptReceipt): Promise<Checked> {
  const read = readBox({ election, box })
  try {
    const manifest = await read<Manifest>('manifest.json')
    if (hashManifest(manifest) !== manifestHash || !isReceiptOfBox(manifest.receiptKey, receipt)) return { state: 'broken' }
    const heads = await read<Head[]>('heads.json')
    let prev = manifestHash
    for (const head of heads) {
      if (head.prev !== prev || !isHeadOfBox(election, manifest.receiptKey, head)) return { state: 'broken' }
      prev = toText(hashHead(election, head))
    }
    for (const head of heads) {
      const hashes = (await read<Ballot[]>(`batch-${head.batch}.json`)).map((ballot) => hashBallot(election, ballot))
      if (head.count !== hashes.length || head.root !== toText(merkleRoot(hashes))) return { state: 'broken' }
      if (hashes.some((hash) => toText(hash) === receipt.hash)) return { state: 'found', choices: await ownChoices(read, receipt) }
    }
    return { state: heads.at(-1)?.voids ? 'missing' : 'waiting' }
  } catch {
    return { state: 'away' }
  }
}

/** The own choices in a result that shows them; none before it is there, or where a later ballot counted. */
async function ownChoices(read: ReturnType<typeof readBox>, { nonces }: KeptReceipt): Promise<Choice[] | undefined> {
  if (nonces.length === 0) return undefined
  const result = await read<{ opened: Opened[] }>('result.json').catch(() => null)
  const found = nonces.map((nonce, question) => result?.opened.find((answer) => answer.question === question && answer.nonce === nonce)?.choice)
  return found.every((choice) => choice !== undefined) ? found : undefined
}
