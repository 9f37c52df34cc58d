'use client'

import { useEffect, useState } from 'react'
import { Field } from '@/components/field'

type Words = { label: string }

/** The field of the chosen way; both until one is chosen, and both without JavaScript. */
export function ContactFields({ mobile, email }: { mobile: Words; email: Words }) {
  const [channel, setChannel] = useState<string>()
  useEffect(() => {
    const form = document.getElementById('order')
    const look = () => setChannel(form?.querySelector<HTMLInputElement>('input[name=channel]:checked')?.value)
    look()
    form?.addEventListener('change', look)
    return () => form?.removeEventListener('change', look)
  }, [])
  return (
    <>
      <div className="w-full" hidden={channel === 'email'}>
        <Field name="mobile" type="tel" label={mobile.label} autoComplete="tel" inputMode="tel" />
      </div>
      <div className="w-full" hidden={channel === 'sms'}>
        <Field name="email" type="email" label={email.label} autoComplete="email" spellCheck={false} />
      </div>
    </>
  )
}
