import type { ReactNode } from 'react'

/** Something that the organisation wants known, on sand; on green when something went well. */
export function Notice({ title, children, tone = 'note' }: { title?: string; children: ReactNode; tone?: 'note' | 'good' }) {
  return (
    <div className={tone === 'good' ? 'notice good text-small' : 'notice text-small'}>
      {title && (
        <>
          <strong>{title}</strong>{' '}
        </>
      )}
      {children}
    </div>
  )
}
