import { takeReceipt } from '@/lib/delivery/take-receipt'
import { deps } from '@/lib/web/deps'

const longestReceipt = 20_000
const statuses = { taken: 204, refused: 403, unreadable: 400 }

/** Delivery receipts of the SMS gateways. Without SMS_RECEIPT_SECRET, or without the proof that we put into the address, refused. */
export async function POST(request: Request, { params }: { params: Promise<{ gateway: string }> }): Promise<Response> {
  const { gateway } = await params
  if (!['46elks', 'twilio', 'http'].includes(gateway)) return new Response(null, { status: 404 })
  if (Number(request.headers.get('content-length')) > longestReceipt) return new Response(null, { status: 413 })
  const body = await request.text()
  if (body.length > longestReceipt) return new Response(null, { status: 413 })
  const query = new URL(request.url).searchParams
  const answer = await takeReceipt(deps(), { gateway, query, contentType: request.headers.get('content-type') ?? '', body })
  return new Response(null, { status: statuses[answer] })
}
