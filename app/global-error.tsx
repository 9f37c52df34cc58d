'use client'

import { Broken } from '@/components/broken'

/** When even the layout fails: a document of its own, without our style. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body>
        <Broken reference={error.digest} />
      </body>
    </html>
  )
}
