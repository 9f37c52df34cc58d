import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { authOptions } from '@/lib/web/auth-options'
import { openVisit } from '@/lib/web/visit'

async function handler(request: NextRequest, context: { params: Promise<{ nextauth: string[] }> }) {
  const { organisation, client } = await openVisit()
  try {
    return await NextAuth(request, { params: await context.params } as never, authOptions(organisation, client))
  } catch (error) {
    // What says that it is JSON and is not.
    if (error instanceof SyntaxError) return new Response(null, { status: 400 })
    throw error
  }
}

export { handler as GET, handler as POST }
