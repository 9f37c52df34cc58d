/** A quoted cell that runs over more lines than this is taken for a quotation mark that was never closed. */
const mostLines = 100

/**
 * Splits CSV text (RFC 4180), fed in pieces, into rows with the number of the line on which they begin. A quotation
 * mark in a wrong place costs the line on which it stands and no other: that one is given as null.
 */
export function csvRows(delimiter: string, take: (cells: string[] | null, line: number) => void) {
  let held = ''
  let isReturnHeld = false
  let line = 0
  let open: string[] = []

  const takeLine = (text: string) => {
    line++
    const hasQuote = text.includes('"')
    if (open.length === 0 && !hasQuote) {
      if (text.trim() !== '') take(text.split(delimiter), line)
      return
    }
    open.push(text)
    if (hasQuote || open.length > mostLines) settle(open.length > mostLines)
  }
  /** Ends the open row where its quotation marks allow; `mustEnd` gives up its first line where they do not. */
  const settle = (mustEnd: boolean) => {
    const first = line - open.length + 1
    const cells = splitQuoted(open.join('\n'), delimiter)
    if (cells === 'open' && !mustEnd) return
    const rest = open.slice(1)
    open = []
    take(typeof cells === 'string' ? null : cells, first)
    if (typeof cells !== 'string') return
    line = first
    rest.forEach(takeLine)
  }
  return {
    feed(piece: string) {
      // Every way of ending a line is one, and a pair is not two.
      let text = isReturnHeld ? `\r${piece}` : piece
      isReturnHeld = text.endsWith('\r')
      if (isReturnHeld) text = text.slice(0, -1)
      if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n')
      if (!text.includes('\n')) {
        held += text
        return
      }
      const lines = (held + text).split('\n')
      held = lines.pop() ?? ''
      lines.forEach(takeLine)
    },
    end() {
      if (held !== '') takeLine(held)
      held = ''
      while (open.length > 0) settle(true)
    },
    /** How much is kept of a row that has not ended, and where it began. */
    pending: () => ({ length: held.length, line: line + 1 }),
  }
}

function splitQuoted(text: string, delimiter: string): string[] | 'open' | 'broken' {
  const cells: string[] = []
  for (let at = 0; ; at++) {
    while (text[at] === ' ') at++
    let end: number
    if (text[at] === '"') {
      const begin = at + 1
      for (at = begin; ; at += 2) {
        at = text.indexOf('"', at)
        if (at === -1) return 'open'
        if (text[at + 1] !== '"') break
      }
      cells.push(text.slice(begin, at).replaceAll('""', '"'))
      end = at + 1
      while (text[end] === ' ') end++
      if (end < text.length && text[end] !== delimiter) return 'broken'
    } else {
      end = text.indexOf(delimiter, at)
      if (end === -1) end = text.length
      const cell = text.slice(at, end)
      if (cell.includes('"')) return 'broken'
      cells.push(cell)
    }
    if (end >= text.length) return cells
    at = end
  }
}
