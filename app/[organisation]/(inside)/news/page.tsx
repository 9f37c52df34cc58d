import { requireMember } from '@/lib/web/session'
import { insideTitleOf } from '../../title'
import { ContentList } from '../content-list'

export const generateMetadata = () => insideTitleOf('content.news')

export default async function NewsPage({ searchParams }: { searchParams: Promise<{ after?: string | string[] }> }) {
  return <ContentList visit={await requireMember()} kind="news" after={(await searchParams).after} />
}
