import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { BackLink } from '@/components/back-link'
import { MarkdownText } from '@/components/markdown'
import { findContent } from '@/lib/content/find-content'
import { splitSections } from '@/lib/content/search/rules'
import { dayOf } from '../../../say-date'
import { OpenPage, openToAll } from '../../open-page'
import { askerOf } from '../read-help'

type Props = { params: Promise<{ slug: string }> }

const readArticle = cache(async (slug: string) => {
  const open = await openToAll()
  const { deps, organisation, paths } = open.visit
  const { reader, languages } = askerOf(open.visit, open.member)
  const found = await findContent(deps, organisation.id, reader, { kind: 'help', slug, languages })
  if (!found) notFound()
  if ('movedTo' in found) redirect(`${paths.help}/${found.movedTo}`)
  return { ...open, ...found }
})

export async function generateMetadata({ params }: Props) {
  const { visit, text } = await readArticle((await params).slug)
  return { title: `${text.title} – ${visit.organisation.settings.name}` }
}

/** One article of the handbook: its questions, each with an address of its own. */
export default async function HelpArticlePage({ params }: Props) {
  const { visit, member, text, files } = await readArticle((await params).slug)
  const { say, base, paths } = visit
  const day = dayOf(visit)
  const lang = text.language === say.language ? undefined : text.language
  const pictures = new Map(files.flatMap(({ id, width, height }) => (width && height ? [[id, { width, height }] as const] : [])))
  return (
    <OpenPage visit={visit} member={member}>
      <BackLink href={paths.help}>{say('help.title')}</BackLink>
      <h1 lang={lang} className="break-words">
        {text.title}
      </h1>
      {splitSections(text.title, text.summary, text.body).map(({ anchor, heading, body }) => (
        <section key={anchor} id={anchor || undefined} className="stack tight w-full" lang={lang}>
          {anchor && <h2 className="break-words">{heading}</h2>}
          <MarkdownText text={body} base={base} elsewhere={say('page.elsewhere')} pictures={pictures} />
        </section>
      ))}
      <p className="quiet text-small">{say('content.updatedOn', { day: day.format(text.updatedAt) })}</p>
    </OpenPage>
  )
}
