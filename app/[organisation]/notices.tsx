import { MarkdownText } from '@/components/markdown'
import { Notice } from '@/components/notice'
import { readerOf } from '@/lib/content/as-reader'
import { listNotices, type NoticeText } from '@/lib/content/list-notices'
import type { MemberVisit } from '@/lib/web/session'
import { wishedLanguages } from './(inside)/read-content'

/** What everybody here, or everybody in the reader's groups, should know now: on every page inside. */
export async function Notices({ visit }: { visit: MemberVisit }) {
  const { deps, organisation, session } = visit
  const notices = await listNotices(deps, organisation.id, readerOf(session), wishedLanguages(visit))
  if (notices.length === 0) return null
  return (
    <div className="stack tight mb-6">
      {notices.map((text) => (
        <OneNotice key={text.title} visit={visit} text={text} />
      ))}
    </div>
  )
}

export function OneNotice({ visit: { say, base }, text: { title, body, language } }: { visit: MemberVisit; text: NoticeText }) {
  const lang = language === say.language ? undefined : language
  return (
    <Notice title={title} lang={lang}>
      <MarkdownText text={body} base={base} elsewhere={say('page.elsewhere')} lang={lang} />
    </Notice>
  )
}
