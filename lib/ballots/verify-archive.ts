import { hashHead, isHeadOfBox, merkleRoot } from './board'
import { fromText, lengthOf, toText } from './bytes'
import { importTokenKey, verifyToken } from './card'
import { type CheckSignature, checkPlainly, firstOfPaper, hashBallot, isOrdinaryKey, isSignedByCard, isWithdrawnByCard } from './cast-ballot'
import { drawLots } from './draw-lots'
import { hashManifest } from './hash-manifest'
import { countingBallots } from './open-board'
import { problemsOfResult } from './problems-of-result'
import { type Count, countQuestion, isQuorate } from './rules'
import type { Archive, Ballot, Manifest } from './schema'
import { sealedSize } from './seal-ballot'

/** What anybody can find out from the archive alone. No problems: nothing was added, removed or changed after it was cast. */
export type Verdict = { problems: string[]; manifestHash: string; cards: number; ballots: number; undecipherable: number; isQuorate: boolean; counts: Count[] }

/** `problems` are for people who check, in English like the program. */
export async function verifyArchive(archive: Archive, check: CheckSignature = checkPlainly): Promise<Verdict> {
  const { manifest, heads, batches, voids, opened, undecipherable } = archive
  const { election, questions } = manifest
  const problems: string[] = []
  const expect = (isTrue: boolean, problem: string) => isTrue || problems.push(problem)
  const guarded = async (test: () => boolean | Promise<boolean>) =>
    Promise.resolve()
      .then(test)
      .catch(() => false)

  const manifestHash = hashManifest(manifest)
  let prev = manifestHash
  expect(heads.length === batches.length && heads.length > 0, `${heads.length} heads for ${batches.length} batches`)
  for (const [at, head] of heads.entries()) {
    const ballots = batches[at] ?? []
    const hashes = ballots.map((ballot) => hashBallot(election, ballot))
    expect(head.batch === at && head.prev === prev, `head ${at} does not follow the one before`)
    expect(await guarded(() => isHeadOfBox(election, manifest.receiptKey, head, check)), `head ${at} is not signed by the box`)
    expect(head.count === ballots.length && head.root === toText(merkleRoot(hashes)), `batch ${at} is not what its head says`)
    expect((head.voids !== null) === (at === heads.length - 1), `head ${at} is ${head.voids === null ? 'not the last' : 'the last'}`)
    prev = toText(hashHead(election, head))
  }
  const last = heads.at(-1)
  expect(last?.voids === toText(merkleRoot(voids.map(({ pk }) => fromText(pk)))), 'the withdrawn cards are not those of the last head')
  for (const withdrawn of voids)
    expect(await guarded(() => isWithdrawnByCard(election, withdrawn, check)), `card ${withdrawn.pk} was not withdrawn by its holder`)

  const ballots = batches.flat()
  for (const problem of await problemsOfBallots(manifest, ballots, check)) problems.push(problem)
  const counting = await countingBallots(() => ballots, voids)
  const cards = new Set([...ballots, ...voids].map(({ pk }) => pk)).size
  expect(cards <= manifest.eligible, `${cards} cards for ${manifest.eligible} who may vote`)

  problems.push(...problemsOfResult(manifest, { opened, undecipherable }, counting.size))

  const counts = questions.map((question, at) =>
    countQuestion(
      question,
      opened.filter((answer) => answer.question === at).map(({ choice }) => choice),
      last ? drawLots(election, last, at, question.options.length) : [],
    ),
  )
  return { problems, manifestHash, cards, ballots: counting.size, undecipherable, isQuorate: isQuorate(manifest, counting.size), counts }
}

async function problemsOfBallots(manifest: Manifest, ballots: Ballot[], check: CheckSignature): Promise<string[]> {
  const { election, revote, paper } = manifest
  const problems: string[] = []
  const tokenKey = await importTokenKey(manifest.tokenKey)
  const onPaper = sealedSize(manifest, 'paper')
  const sizes = [sealedSize(manifest, 'screen'), ...(paper === 'none' ? [] : [onPaper])]
  const seen = new Set<string>()
  for (const ballot of ballots) {
    const name = `ballot ${ballot.seq} of card ${ballot.pk}`
    const isGood = await Promise.resolve()
      .then(async () => isOrdinaryKey(ballot.pk) && isSignedByCard(election, ballot, check) && (await verifyToken(tokenKey, ballot)))
      .catch(() => false)
    if (!isGood) problems.push(`${name} is not signed as it must be`)
    const size = lengthOf(ballot.sealed)
    if (!sizes.includes(size)) problems.push(`${name} has another size`)
    if (ballot.seq >= firstOfPaper !== (size === onPaper && paper === 'paper')) problems.push(`${name} has a number of another kind`)
    if (seen.has(`${ballot.pk} ${ballot.seq}`)) problems.push(`${name} stands twice`)
    seen.add(`${ballot.pk} ${ballot.seq}`)
    const isFirst = ballot.seq === 1 || (paper === 'paper' && ballot.seq === firstOfPaper)
    if (!isFirst && (!revote || paper === 'first')) problems.push(`${name} is a second one, which the rule forbids`)
  }
  return problems
}
