import { metrics } from '@/lib/core/metrics'

export const dynamic = 'force-dynamic'

/** For Prometheus; a proxy in front keeps it from the world (docs/configure.md). */
export async function GET() {
  const { registry } = metrics()
  return new Response(await registry.metrics(), { headers: { 'Content-Type': registry.contentType } })
}
