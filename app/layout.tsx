import './globals.css'
import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { environment } from '@/lib/core/env'
import { brandStyle } from '@/lib/organisations/colour'
import { stamp } from '@/lib/web/stamps'
import { openVisit } from '@/lib/web/visit'
import { DemoNotice } from './demo-notice'

export const metadata: Metadata = { title: 'Porten', robots: { index: false, follow: false } }
export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' }

/** The portal's own colour, where no organisation gives one. */
const ownLook = { hue: 255, chroma: 0.13 }

export default async function Layout({ children }: { children: ReactNode }) {
  const head = await headers()
  const visit = head.get(stamp.organisation) ? await openVisit().catch(() => null) : null
  const look = visit?.organisation.settings.look ?? ownLook
  return (
    <html lang={visit?.say.language ?? 'en'}>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: hex colours that we computed ourselves, from two numbers */}
        <style nonce={head.get(stamp.nonce) ?? ''} dangerouslySetInnerHTML={{ __html: brandStyle(look.hue, look.chroma) }} />
      </head>
      <body>
        {children}
        {environment().PORTEN_DEMO && <DemoNotice visit={visit} />}
      </body>
    </html>
  )
}
