'use client'
import { useEffect, useRef, useState } from 'react'

type Props = {
  /** what the server asks the browser for */
  options: string
  /** makes a new passkey, uses one at a press, or offers those it has in the name's field as well */
  does: 'make' | 'use' | 'offer'
  label: string
  /** when the person turned it down, or the browser can't */
  failureText: string
  isWide?: boolean
  variant?: 'primary' | 'second'
}

// Loaded where somebody uses a passkey, and by the page that offers them in its field: no other page carries it.
const library = () => import('@simplewebauthn/browser')

/** Asks the browser for a passkey and sends its form with the answer. Without JavaScript there is no button: other ways stand beside it. */
export function PasskeyButton({ options, does, label, failureText, isWide, variant = 'primary' }: Props) {
  const answer = useRef<HTMLInputElement>(null)
  const [isAble, setAble] = useState(false)
  const [isFailed, setFailed] = useState(false)
  useEffect(() => {
    setAble('PublicKeyCredential' in window)
    if (does !== 'offer' || !('PublicKeyCredential' in window)) return
    library()
      .then(async ({ browserSupportsWebAuthnAutofill, startAuthentication }) => {
        if (await browserSupportsWebAuthnAutofill())
          send(answer.current, await startAuthentication({ optionsJSON: JSON.parse(options), useBrowserAutofill: true }))
      })
      .catch(() => {}) // nobody chose one in the field: the button is there
  }, [does, options])
  async function press() {
    setFailed(false)
    try {
      const { startAuthentication, startRegistration } = await library()
      const optionsJSON = JSON.parse(options)
      send(answer.current, await (does === 'make' ? startRegistration({ optionsJSON }) : startAuthentication({ optionsJSON })))
    } catch {
      setFailed(true)
    }
  }
  return (
    <>
      <input ref={answer} type="hidden" name="code" defaultValue="" />
      {isAble && (
        <button type="button" className={`button${variant === 'second' ? ' second' : ''}${isWide ? ' w-full' : ''}`} onClick={press}>
          {label}
        </button>
      )}
      <p role="status" className={isFailed ? 'error' : 'status'}>
        {isFailed && failureText}
      </p>
    </>
  )
}

/** Sends the form of the field with what the browser gave. */
function send(field: HTMLInputElement | null, given: unknown) {
  if (!field) return
  field.value = JSON.stringify(given)
  field.form?.requestSubmit()
}
