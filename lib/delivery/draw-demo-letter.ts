import { buffer } from 'node:stream/consumers'
import type { Deps } from '@/lib/core/db'
import { environment } from '@/lib/core/env'
import { drawLetter, openLetters } from './draw-letter'
import { unsealContent } from './seal-content'
import { listNewest } from './store'

/** One of the newest letters as its receiver sees it, a PDF; null outside the demo and where there is no such letter. */
export async function drawDemoLetter(deps: Deps, id: string, settings = environment()): Promise<Uint8Array<ArrayBuffer> | null> {
  if (!settings.PORTEN_DEMO) return null
  const message = (await listNewest(deps.db, 500)).find((message) => message.id === id)
  const letter = message && unsealContent(id, message.sealedContent)?.letter
  if (!letter) return null
  const letters = openLetters({ title: letter.title, author: letter.from.name, language: letter.language, at: message.createdAt, isTagged: true })
  drawLetter(letters, letter)
  letters.pdf.end()
  return new Uint8Array(await buffer(letters.pdf))
}
