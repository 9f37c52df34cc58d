import { notFound } from 'next/navigation'
import { Notice } from '@/components/notice'
import { requireStaff } from '@/lib/web/staff'
import { ContentText } from '../../../../content-text'
import { InsidePage } from '../../../../inside-page'
import { OneNotice } from '../../../../notices'
import { staffTitleOf } from '../../../../title'
import { findEdited } from '../find-item'

export const generateMetadata = () => staffTitleOf('content.edit', 'editing.preview')

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ language?: string | string[] }> }

/** What editors work at, drawn by what draws it for its readers. */
export default async function PreviewPage({ params, searchParams }: Props) {
  const { visit, item, latest, language, files } = await findEdited(await requireStaff('content.edit'), (await params).id, (await searchParams).language)
  const { say, paths } = visit
  const text = latest.find((one) => one.language === language)
  if (!text) notFound()
  return (
    <InsidePage visit={visit} isNarrow>
      <article className="stack">
        <Notice title={say('editing.preview')}>
          {say('editing.preview.text')} <a href={`${paths.adminItem(item.id)}?language=${language}`}>{say('editing.preview.back')}</a>
        </Notice>
        {item.kind === 'notice' ? (
          <OneNotice visit={visit} text={text} />
        ) : (
          <ContentText visit={visit} text={text} files={files} filesAt={paths.adminContentFiles(item.id)} />
        )}
      </article>
    </InsidePage>
  )
}
