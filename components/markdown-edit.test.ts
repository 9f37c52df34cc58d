import { expect, test } from 'vitest'
import { editMarkdown, insertBlock, type MarkdownAct } from './markdown-edit'

/** `‹` and `›` stand around what is selected. */
function edit(act: MarkdownAct, marked: string): string {
  const from = marked.indexOf('‹')
  const to = marked.indexOf('›') - 1
  const text = marked.replace(/[‹›]/g, '')
  const done = editMarkdown(act, { text, from, to }, 'ord')
  const after = text.slice(0, done.from) + done.insert + text.slice(done.to)
  return `${after.slice(0, done.selectFrom)}‹${after.slice(done.selectFrom, done.selectTo)}›${after.slice(done.selectTo)}`
}

test.each<[MarkdownAct, string, string]>([
  ['bold', 'en ‹två› tre', 'en **‹två›** tre'],
  ['bold', 'en **‹två›** tre', 'en ‹två› tre'],
  ['bold', 'en ‹›', 'en **‹ord›**'],
  ['italic', '‹två›', '*‹två›*'],
  ['italic', '**‹två›**', '***‹två›***'],
  ['link', 'se ‹sidan›', 'se [sidan](‹https://›)'],
  ['heading', 'a\nru‹›brik\nb', 'a\n‹## rubrik›\nb'],
  ['heading', '‹## rubrik›', '‹rubrik›'],
  ['subheading', '‹## rubrik›', '‹rubrik›'],
  ['list', 'a\n‹b\nc›', 'a\n‹- b\n- c›'],
  ['list', '‹- b\n- c›', '‹b\nc›'],
  ['numbers', '‹b\nc›', '‹1. b\n2. c›'],
  ['note', '‹b\nc›', '‹> [!NOTE]\n> b\n> c›'],
  ['heading', '‹›', '‹## ord›'],
])('%s on %j', (act, before, after) => expect(edit(act, before)).toBe(after))

test('a block stands in a paragraph of its own', () => {
  const put = (text: string, at: number) => {
    const { from, to, insert } = insertBlock({ text, from: at, to: at }, 'X')
    return text.slice(0, from) + insert + text.slice(to)
  }
  expect(put('', 0)).toBe('X')
  expect(put('a', 1)).toBe('a\n\nX')
  expect(put('a\nb', 2)).toBe('a\n\nX\n\nb')
  expect(put('a\n\nb', 3)).toBe('a\n\nX\n\nb')
})
