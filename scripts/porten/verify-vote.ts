import { readFileSync } from 'node:fs'
import { verifySimple } from '@/lib/ballots/count-answers'
import { hashManifest } from '@/lib/ballots/hash-manifest'
import { checkNatively } from '@/lib/ballots/native-tools'
import { type AnyManifest, archiveSchema, type Manifest, type SimpleArchive, simpleArchiveSchema } from '@/lib/ballots/schema'
import { type Verdict, verifyArchive } from '@/lib/ballots/verify-archive'
import { print, Refusal } from './say'

export async function verifyVote(file: string): Promise<void> {
  const read = readArchive(file)
  const simple = simpleArchiveSchema.safeParse(read)
  if (simple.success) return sayVerdict(simple.data.manifest, verifySimple(simple.data), ofSimple(simple.data))
  const archive = archiveSchema.safeParse(read)
  if (!archive.success) throw new Refusal(`${file} is no archive of a vote: ${archive.error.issues[0]?.path.join('.')}: ${archive.error.issues[0]?.message}`)
  const verdict = await verifyArchive(archive.data, checkNatively)
  const { cards, ballots, undecipherable } = verdict
  sayVerdict(archive.data.manifest, verdict, {
    turnout: `${cards} cards used; ${ballots} ballots count, ${undecipherable} of them undecipherable`,
    whole: 'Whole: every signature and the chain hold, and the count is that of the answers.',
  })
}

type Words = { turnout: string; whole: string }

/** Nothing is signed there: the file is what the portal says it is. */
const ofSimple = ({ voted }: SimpleArchive): Words => ({
  turnout: `${voted} have voted, in a simple vote`,
  whole: [
    'As it should be: each question has as many answers as people have voted, none that it does not allow, and the count is that of the answers.',
    'What nothing can check in a simple vote: that these are the answers that were given, that none was added, taken away or changed,',
    'and that those who are said to have voted did. The portal keeps the ballots itself, unsigned, and there are no receipts.',
  ].join('\n'),
})

function sayVerdict(manifest: AnyManifest, { problems, isQuorate, counts }: Pick<Verdict, 'problems' | 'isQuorate' | 'counts'>, { turnout, whole }: Words) {
  print(`${said(manifest.title)} (${manifest.organisation}), manifest ${hashManifest(manifest)}`)
  print(`${manifest.eligible} may vote; ${turnout}${isQuorate ? '' : '; no quorum'}`)
  for (const [at, { text, options }] of manifest.questions.entries()) {
    const count = counts[at]
    if (!count) continue
    print(`\n${at + 1}. ${said(text)}`)
    for (const [option, one] of options.entries())
      print(`   ${count.votes[option]}  ${said(one.text)}${count.winners.includes(option) ? '  *' : count.tied.includes(option) ? '  tied' : ''}`)
    print(`   ${count.blank}  (blank)`)
  }
  if (problems.length === 0) return print(`\n${whole}`)
  print(`\nNOT WHOLE: ${problems.length} problems`)
  for (const problem of problems) print(`   ${problem}`)
  process.exitCode = 1
}

const said = (text: Manifest['title']) => Object.values(text)[0] ?? ''

function readArchive(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Refusal(`${file} can’t be read: ${error instanceof Error ? error.message : error}`)
  }
}
