'use client'

import { useState } from 'react'
import { Broken, languageOfPage } from '@/components/broken'

/** When even the layout fails: a document of its own, without our style. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  const [language] = useState(languageOfPage)
  return (
    <html lang={language}>
      <body>
        <Broken error={error} />
      </body>
    </html>
  )
}
