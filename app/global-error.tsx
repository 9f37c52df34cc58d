'use client'

import { Broken, languageOfPage } from '@/components/broken'

/** When even the layout fails: a document of its own, without our style. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang={languageOfPage()}>
      <body>
        <Broken error={error} />
      </body>
    </html>
  )
}
