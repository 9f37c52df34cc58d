import { randomUUID } from 'node:crypto'
import type { ParsedMail } from 'mailparser'
import { z } from 'zod'
import { type Environment, environment } from '@/lib/core/env'
import { log } from '@/lib/core/log'
import { type Letter, type Taken, takeLetters } from '@/lib/delivery/mailbox'
import { openChannels } from '@/lib/delivery/open-channels'
import { mostBytes, mostFiles } from '@/lib/papers/rules'
import { type Language, languages } from '@/lib/words/language'
import { type Speak, speak } from '@/lib/words/speak'
import { ballotMail } from './ballot-mail'

// Paper ballots by e-mail: each attachment goes to the box as an upload does, and the answer goes back. Who sent it is known here for
// that moment and stands nowhere: no outbox, no log, no row.

const problems = [
  ...(['kind', 'broken', 'code', 'marks', 'noPaper', 'large', 'busy', 'none'] as const),
  ...(['unknown', 'early', 'late', 'spent', 'void', 'off', 'forged'] as const),
] as const
const told = z.array(
  z.union([
    z.object({ code: z.string(), language: z.enum(languages), title: z.record(z.string(), z.string()), receipt: z.unknown() }),
    z.object({ problem: z.enum(problems), language: z.enum(languages).nullable() }),
  ]),
)
type Told = z.infer<typeof told>

/** Fetches the ballots of the mailbox, by the clock. What went wrong is told without a word of any letter. */
export async function takeBallotMails(settings: Environment = environment()): Promise<void> {
  const { IMAP_URL, BALLOT_BOX_URL } = settings
  if (!IMAP_URL || !BALLOT_BOX_URL || !ballotMail(settings)) return
  const channels = openChannels(settings)
  try {
    await takeLetters(IMAP_URL, 2 * mostBytes, (letter) => takeOne(BALLOT_BOX_URL, letter, (to, subject, text) => hand(to, subject, text)))
  } catch (error) {
    log().error({ error: (error as { code?: string }).code ?? (error as Error).name }, 'the mailbox for ballots could not be read')
  } finally {
    channels.close()
  }

  async function hand(to: string, subject: string, text: string): Promise<boolean> {
    const letter = { id: randomUUID(), to, senderName: speak('en')('paper.mail.sender'), replyTo: null, subject, text, html: null, receiptUrl: null }
    return (await channels.for('email', to).hand(letter as Parameters<ReturnType<typeof channels.for>['hand']>[0])).kind !== 'retryable'
  }
}

type Answer = (to: string, subject: string, text: string) => Promise<boolean>

async function takeOne(box: string, { bytes, isWhole }: Letter, answer: Answer): Promise<Taken> {
  const { simpleParser } = await import('mailparser') // of no use to a portal without such a mailbox
  const mail = await simpleParser(bytes, { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true }).catch(() => null)
  if (!mail) return 'done'
  const told: Told = isWhole ? [] : [{ problem: 'large', language: null }]
  for (const { content } of mail.attachments.slice(0, mostFiles)) {
    const outcome = await send(box, content)
    if (!outcome) return 'later'
    told.push(...outcome)
  }
  // A logo under a name is a picture too: where a ballot came, what was none is not worth a word.
  const isNone = (one: Told[number]) => 'problem' in one && ['kind', 'code'].includes(one.problem)
  const worth = told.some((one) => !isNone(one)) ? told.filter((one) => !isNone(one)) : told.slice(0, 1)
  const to = mail.from?.value[0]?.address
  if (!to || isByMachine(mail)) return 'done'
  const spoken = worth.flatMap(({ language }) => language ?? [])
  const text = (spoken[0] ? [spoken[0]] : languages).map((language) => write(language, worth)).join('\n\n–––\n\n')
  return (await answer(to, speak(spoken[0] ?? 'en')('paper.mail.subject'), text)) ? 'done' : 'later'
}

/** What the box says of a file; null where it has to be asked again. */
async function send(box: string, content: Buffer): Promise<Told | null> {
  if (content.length > mostBytes) return [{ problem: 'large', language: null }]
  const body = new Uint8Array(content)
  const response = await fetch(`${box}/paper`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/octet-stream' },
    signal: AbortSignal.timeout(120_000),
  }).catch(() => null)
  const read = told.safeParse(response && (response.status === 200 || response.status === 422) ? await response.json().catch(() => null) : null)
  return read.success && !read.data.some((one) => 'problem' in one && one.problem === 'busy') ? read.data : null
}

/** Answers to answers would go round for ever. */
const isByMachine = ({ headers }: ParsedMail) =>
  (headers.has('auto-submitted') && headers.get('auto-submitted') !== 'no') ||
  headers.has('list-id') ||
  /bulk|junk|list/.test(String(headers.get('precedence') ?? ''))

function write(language: Language, worth: Told): string {
  const say = speak(language)
  const parts = worth.map((one) => ('problem' in one ? say(`paper.problem.${one.problem}`) : writeTaken(say, one)))
  return [...(parts.length > 0 ? parts : [say('paper.mail.none')]), say('paper.mail.end')].join('\n\n')
}

const writeTaken = (say: Speak, { code, title, receipt }: Extract<Told[number], { code: string }>) =>
  [
    `${say('paper.inBox')} ${title[say.language] ?? Object.values(title)[0] ?? ''}`,
    `${say('votes.code')} ${code}`,
    say('paper.code.text'),
    `${say('paper.receipt')}: ${say('paper.receipt.text')}`,
    JSON.stringify(receipt),
  ].join('\n')
