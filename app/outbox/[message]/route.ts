import { notFound } from 'next/navigation'
import { drawDemoLetter } from '@/lib/delivery/draw-demo-letter'
import { deps } from '@/lib/web/deps'

export const dynamic = 'force-dynamic'

/** Demo only: a letter as it comes out of the printer. */
export async function GET(_request: Request, { params }: { params: Promise<{ message: string }> }) {
  const pdf = await drawDemoLetter(deps(), (await params).message)
  if (!pdf) notFound()
  return new Response(pdf, { headers: { 'Content-Type': 'application/pdf', 'Content-Disposition': 'inline; filename="letter.pdf"' } })
}
