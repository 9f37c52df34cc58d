import type { Instrumentation } from 'next'

/** Errors of pages and actions go to the log with the digest that the reader's page shows, and nothing else leaves. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  const { log } = await import('@/lib/core/log')
  const known = error instanceof Error ? { name: error.name, message: error.message, stack: error.stack } : { message: String(error) }
  const digest = (error as { digest?: string }).digest
  log().error({ error: known, digest, method: request.method, route: context.routePath, kind: context.routeType }, 'a request failed')
}
