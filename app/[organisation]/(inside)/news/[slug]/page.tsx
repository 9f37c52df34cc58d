import { ContentPage } from '../../content-page'
import { readContent } from '../../read-content'

type Props = { params: Promise<{ slug: string }> }

export async function generateMetadata({ params }: Props) {
  const { visit, text } = await readContent('news', (await params).slug)
  return { title: `${text.title} – ${visit.organisation.settings.name}` }
}

export default async function OneNewsPage({ params }: Props) {
  return <ContentPage kind="news" slug={(await params).slug} />
}
