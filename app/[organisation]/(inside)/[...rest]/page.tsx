import { notFound } from 'next/navigation'
import { requireMember } from '@/lib/web/session'
import { insideTitleOf } from '../../title'

export const generateMetadata = () => insideTitleOf('page.notFound.title')

/** Strangers learn nothing about which addresses exist: they are sent to sign in, members are told. */
export default async function Missing() {
  await requireMember()
  notFound()
}
