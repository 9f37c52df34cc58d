import type { ReactNode } from 'react'

/** Something that the organisation wants known, on sand; on green when something went well. */
export function Notice({ title, lang, children, tone = 'note' }: { title?: string; lang?: string; children: ReactNode; tone?: 'note' | 'good' }) {
  return (
    <div className={tone === 'good' ? 'notice good text-small' : 'notice text-small'}>
      {title && (
        <>
          <strong lang={lang}>{title}</strong>{' '}
        </>
      )}
      {children}
    </div>
  )
}
