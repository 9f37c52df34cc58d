import type { ReactNode } from 'react'

export type Column = {
  key: string
  label: string
  isNumber?: boolean
  isEnd?: boolean
  /** a cell that says nothing without its column's name: on a telephone, where no head stands above it, it says it */
  isNamed?: boolean
}

export type DataTableProps = {
  caption: string
  isCaptionHidden?: boolean
  columns: readonly Column[]
  /** when the columns speak for themselves; screen readers hear the names all the same */
  isHeadHidden?: boolean
  rows: readonly { key: string; cells: Readonly<Record<string, ReactNode>> }[]
}

/** What is a table; on a telephone each row becomes a block. */
export function DataTable({ caption, isCaptionHidden, columns, isHeadHidden, rows }: DataTableProps) {
  return (
    <table className="table">
      <caption className={isCaptionHidden ? 'sr-only' : undefined}>{caption}</caption>
      <thead className={isHeadHidden ? 'sr-only' : undefined}>
        <tr>
          {columns.map((column) => (
            <th key={column.key} scope="col">
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            {columns.map((column) => (
              <td
                key={column.key}
                data-name={column.isNamed ? column.label : undefined}
                className={column.isNumber ? 'number' : column.isEnd ? 'end' : undefined}
              >
                {row.cells[column.key]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
