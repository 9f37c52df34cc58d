import type { Speak } from '@/lib/words/speak'
import { onOneLine } from './rules'
import type { LetterContent, MessageContent } from './schema'
import { templateOf } from './templates'
import type { Letter } from './write-message'

type Written = Pick<MessageContent, 'subject' | 'text'> & { letter: LetterContent }

/** The words of a letter, as a page and as plain text. What it is sent for stands before everything that names a password. */
export function writeLetter({ template, language, organisation, address, link }: Letter, say: Speak, values: Record<string, string | number>): Written {
  const { letter: words } = templateOf(template)
  if (!words) throw new Error(`The message ${template} never goes by letter.`)
  if (!link || !address?.length) throw new Error(`The letter ${template} needs a page to open and an address to go to.`)
  const { name, look } = organisation.settings
  const title = onOneLine(say(words.title, values))
  const paragraphs = parts(say(words.text, values), /\n{2,}/)
  const secretLine = onOneLine(say(words.secret, values))
  const steps = parts(say(words.steps, values), /\n/)
  const end = parts(say(words.end, values), /\n{2,}/)
  const numbered = steps.map((step, index) => `${index + 1}. ${step}`).join('\n')
  return {
    subject: title,
    text: [...paragraphs, secretLine, link, numbered, ...end, onOneLine(name)].join('\n\n'),
    letter: {
      language,
      address: address.map(onOneLine).filter(Boolean),
      title,
      paragraphs,
      secretLine,
      steps,
      end,
      link,
      linkLabel: String(values.address),
      linkPicture: onOneLine(say(words.picture, values)),
      from: { name: onOneLine(name), sign: look.sign, hue: look.hue, chroma: look.chroma },
    },
  }
}

const parts = (text: string, between: RegExp) => text.split(between).map(onOneLine).filter(Boolean)
