import { Fragment } from 'react'

/** Short facts on one line, such as a name, an address and a number: a line that is too long breaks between them, not within a number. */
export function Facts({ of }: { of: (string | null | undefined | false)[] }) {
  return of.filter(Boolean).map((fact, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the same fact may stand twice, and they never move
    <Fragment key={at}>
      {at > 0 && ' · '}
      <span className="inline-block">{fact}</span>
    </Fragment>
  ))
}
