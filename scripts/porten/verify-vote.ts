import { readFileSync } from 'node:fs'
import { checkNatively } from '@/lib/ballots/native-tools'
import { archiveSchema, type Manifest } from '@/lib/ballots/schema'
import { verifyArchive } from '@/lib/ballots/verify-archive'
import { print, Refusal } from './say'

export async function verifyVote(file: string): Promise<void> {
  const archive = archiveSchema.safeParse(readArchive(file))
  if (!archive.success) throw new Refusal(`${file} is no archive of a vote: ${archive.error.issues[0]?.path.join('.')}: ${archive.error.issues[0]?.message}`)
  const { manifest } = archive.data
  const { problems, manifestHash, cards, ballots, undecipherable, isQuorate, counts } = await verifyArchive(archive.data, checkNatively)
  print(`${said(manifest.title)} (${manifest.organisation}), manifest ${manifestHash}`)
  print(
    `${manifest.eligible} may vote; ${cards} cards used; ${ballots} ballots count, ${undecipherable} of them undecipherable${isQuorate ? '' : '; no quorum'}`,
  )
  for (const [at, { text, options }] of manifest.questions.entries()) {
    const count = counts[at]
    if (!count) continue
    print(`\n${at + 1}. ${said(text)}`)
    for (const [option, one] of options.entries())
      print(`   ${count.votes[option]}  ${said(one.text)}${count.winners.includes(option) ? '  *' : count.tied.includes(option) ? '  tied' : ''}`)
    print(`   ${count.blank}  (blank)`)
  }
  if (problems.length === 0) return print('\nWhole: every signature and the chain hold, and the count is that of the answers.')
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
