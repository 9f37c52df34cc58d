import { MarkdownText } from '@/components/markdown'
import type { ContentFile, Written } from '@/lib/content/schema'
import type { Visit } from '@/lib/web/visit'

type Props = { visit: Visit; text: Pick<Written, 'title' | 'summary' | 'body'> & { language: string }; files: readonly ContentFile[]; filesAt?: string }

/** Title, summary and body, in the language that they are in. */
export function ContentText({ visit, text, files, filesAt }: Props) {
  const { say, base } = visit
  const lang = text.language === say.language ? undefined : text.language
  const pictures = new Map(files.flatMap(({ id, width, height }) => (width && height ? [[id, { width, height }] as const] : [])))
  return (
    <>
      <h1 lang={lang} className="break-words">
        {text.title}
      </h1>
      {text.summary && (
        <p lang={lang} className="text-part">
          {text.summary}
        </p>
      )}
      <MarkdownText text={text.body} base={base} elsewhere={say('page.elsewhere')} lang={lang} pictures={pictures} filesAt={filesAt} />
    </>
  )
}
