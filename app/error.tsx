'use client'

import { Broken } from '@/components/broken'

export default function PageError({ error }: { error: Error & { digest?: string } }) {
  return <Broken error={error} />
}
