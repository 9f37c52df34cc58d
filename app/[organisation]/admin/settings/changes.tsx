import type { ReactNode } from 'react'
import { DataTable } from '@/components/data-table'
import { type Change, isSameSetting } from '@/lib/organisations/difference'
import type { OrganisationSettings } from '@/lib/organisations/schema'
import { languages } from '@/lib/words/language'
import type { Speak } from '@/lib/words/speak'
import { saySetting } from './say-setting'

type Props = { say: Speak; caption: string; changes: readonly Change[]; columns: { from: string; to: string } }

/** What differs between two settings, a line each. */
export function Changes({ say, caption, changes, columns }: Props) {
  return (
    <DataTable
      caption={caption}
      isCaptionHidden
      columns={[
        { key: 'setting', label: say('settings.draft.column.setting') },
        { key: 'from', label: columns.from },
        { key: 'to', label: columns.to },
      ]}
      rows={changes
        .flatMap((change) => (change.path === 'words' ? sentences(change) : [line(say, change)]))
        .map(({ key, setting, from, to }) => ({
          key,
          cells: { setting, from: <Value label={columns.from}>{from}</Value>, to: <Value label={columns.to}>{to}</Value> },
        }))}
    />
  )
}

/** On a telephone, where the head of the table is not seen, each value says which it is. */
const Value = ({ label, children }: { label: string; children: ReactNode }) => (
  <span className="whitespace-pre-line">
    <span className="cell-label text-small">{label}: </span>
    {children}
  </span>
)

const shorten = (text: string) => (text.length > 400 ? `${text.slice(0, 399)}…` : text)

const line = (say: Speak, { path, from, to }: Change) => ({
  key: path,
  setting: say(`settings.field.${path}`),
  ...(path === 'notices'
    ? { from: noticeTexts(from), to: noticeTexts(to) }
    : { from: shorten(saySetting(say, path, from)), to: shorten(saySetting(say, path, to)) }),
})

const noticeTexts = (notices: unknown) =>
  shorten((notices as OrganisationSettings['notices']).map(({ text }) => Object.values(text).join('\n')).join('\n') || '–')

function sentences({ from, to }: Change) {
  const [former, next] = [from, to] as OrganisationSettings['words'][]
  return languages.flatMap((language) => {
    const one: Record<string, string> = { ...former?.[language] }
    const other: Record<string, string> = { ...next?.[language] }
    const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((key) => !isSameSetting(one[key], other[key]))
    return keys.map((key) => ({ key: `${language} ${key}`, setting: `${key} (${language})`, from: one[key] ?? '–', to: other[key] ?? '–' }))
  })
}
