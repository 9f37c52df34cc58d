import { requireMember } from '@/lib/web/session'
import { insideTitleOf } from '../../title'
import { ContentList } from '../content-list'

export const generateMetadata = () => insideTitleOf('content.pages')

export default async function PagesPage({ searchParams }: { searchParams: Promise<{ after?: string | string[] }> }) {
  return <ContentList visit={await requireMember()} kind="page" after={(await searchParams).after} />
}
