import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvRows } from './csv-rows'

function read(text: string, delimiter = ',', pieceLength = text.length) {
  const rows: { line: number; cells: string[] | null }[] = []
  const reader = csvRows(delimiter, (cells, line) => rows.push({ line, cells }))
  for (let at = 0; at < text.length; at += pieceLength) reader.feed(text.slice(at, at + pieceLength))
  reader.end()
  return rows
}

describe('reading CSV', () => {
  it.each([
    [
      'a,b\n1,2',
      [
        { line: 1, cells: ['a', 'b'] },
        { line: 2, cells: ['1', '2'] },
      ],
    ],
    [
      'a\r\n\r\nb\rc\n',
      [
        { line: 1, cells: ['a'] },
        { line: 3, cells: ['b'] },
        { line: 4, cells: ['c'] },
      ],
    ],
    ['"a ""b"", c", "d" ,', [{ line: 1, cells: ['a "b", c', 'd', ''] }]],
    [
      '"one\ntwo",x\r\n3,4',
      [
        { line: 1, cells: ['one\ntwo', 'x'] },
        { line: 3, cells: ['3', '4'] },
      ],
    ],
    [
      '1,x"2\n3,4',
      [
        { line: 1, cells: null },
        { line: 2, cells: ['3', '4'] },
      ],
    ],
    [
      '1,"An "x" y"\n3,4',
      [
        { line: 1, cells: null },
        { line: 2, cells: ['3', '4'] },
      ],
    ],
    [
      '1,"never\n3,4\n5,6',
      [
        { line: 1, cells: null },
        { line: 2, cells: ['3', '4'] },
        { line: 3, cells: ['5', '6'] },
      ],
    ],
    [
      '1,"never\n3,"fine"\n5,6',
      [
        { line: 1, cells: null },
        { line: 2, cells: ['3', 'fine'] },
        { line: 3, cells: ['5', '6'] },
      ],
    ],
    ['', []],
  ])('reads %j with its line numbers, and a stray quotation mark costs one line', (text, rows) => {
    expect(read(text)).toEqual(rows)
  })

  it('gives up a quotation mark that is not closed within a hundred lines, and loses no other line', () => {
    const lines = Array.from({ length: 300 }, (_, index) => `${index},x`)
    lines[40] = '40,"x'
    const rows = read(lines.join('\n'))
    expect(rows).toHaveLength(300)
    expect(rows.filter(({ cells }) => cells === null)).toEqual([{ line: 41, cells: null }])
  })

  it('reads back whatever was written, however the text is cut into pieces', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'å', '"', ',', ';', '\n', ' ', '😀') })
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 8 })
    fc.assert(
      fc.property(table, fc.constantFrom(',', ';'), fc.constantFrom('\n', '\r\n'), fc.integer({ min: 1, max: 9 }), (rows, delimiter, lineEnd, pieceLength) => {
        const text = rows.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter)).join(lineEnd)
        expect(read(text, delimiter, pieceLength).map(({ cells }) => cells)).toEqual(rows)
      }),
    )
  })
})
