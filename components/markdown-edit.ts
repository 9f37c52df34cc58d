/** What a button of the toolbar does to a text: which part gives way to what, and what is selected then. */
export type Selection = { text: string; from: number; to: number }
export type Edit = { from: number; to: number; insert: string; selectFrom: number; selectTo: number }

export const markdownActs = ['heading', 'subheading', 'bold', 'italic', 'list', 'numbers', 'link', 'table', 'note'] as const
export type MarkdownAct = (typeof markdownActs)[number]

/** `word` stands where nothing was selected. */
export function editMarkdown(act: MarkdownAct, at: Selection, word: string): Edit {
  if (act === 'bold') return wrap(at, '**', word)
  if (act === 'italic') return wrap(at, '*', word)
  if (act === 'link') return link(at, word)
  if (act === 'table') return insertBlock(at, `| ${word} | ${word} |\n|---|---|\n|  |  |`)
  if (act === 'note') return prefix(at, (_, index) => (index === 0 ? '> [!NOTE]\n> ' : '> '), /^> (\[!NOTE\]\n> )?/, word)
  if (act === 'numbers') return prefix(at, (_, index) => `${index + 1}. `, /^\d+[.)] /, word)
  const mark = { heading: '## ', subheading: '### ', list: '- ' }[act]
  return prefix(at, () => mark, act === 'list' ? /^[-*+] / : /^#{1,6} /, word)
}

/** A paragraph of its own, with an empty line around it. */
export function insertBlock({ text, from, to }: Selection, block: string): Edit {
  const before = text.slice(0, from)
  const after = text.slice(to)
  const start = before === '' || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n'
  const end = after === '' || after.startsWith('\n\n') ? '' : after.startsWith('\n') ? '\n' : '\n\n'
  const caret = from + start.length + block.length
  return { from, to, insert: start + block + end, selectFrom: caret, selectTo: caret }
}

function wrap({ text, from, to }: Selection, mark: string, word: string): Edit {
  const length = mark.length
  const isWrapped = text.slice(from - length, from) === mark && text.slice(to, to + length) === mark && text[from - length - 1] !== '*'
  if (isWrapped) return { from: from - length, to: to + length, insert: text.slice(from, to), selectFrom: from - length, selectTo: to - length }
  const inner = text.slice(from, to) || word
  return { from, to, insert: mark + inner + mark, selectFrom: from + length, selectTo: from + length + inner.length }
}

function link({ text, from, to }: Selection, word: string): Edit {
  const [inner, address] = [text.slice(from, to) || word, 'https://']
  const selectFrom = from + inner.length + 3
  return { from, to, insert: `[${inner}](${address})`, selectFrom, selectTo: selectFrom + address.length }
}

/** The mark before each line that is touched; taken away where all have it already. */
function prefix({ text, from, to }: Selection, markOf: (line: string, index: number) => string, has: RegExp, word: string): Edit {
  const start = text.lastIndexOf('\n', from - 1) + 1
  const found = text.indexOf('\n', to)
  const end = found === -1 ? text.length : found
  const lines = (text.slice(start, end) || word).split('\n')
  const isMarked = lines.every((line) => has.test(line))
  const insert = lines.map((line, index) => (isMarked ? line.replace(has, '') : markOf(line, index) + line.replace(has, ''))).join('\n')
  return { from: start, to: end, insert, selectFrom: start, selectTo: start + insert.length }
}
