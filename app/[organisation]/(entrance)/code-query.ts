/** What a page with a code is told by the form that led to it: a new code was asked for; mail is waited for (see `SendingPage`). */
export type CodeQuery = { again?: string; sending?: string }

export function codeQuery({ isAgain = false, isWaiting = false }): string {
  const said = [...(isAgain ? ['again=1'] : []), ...(isWaiting ? ['sending=1'] : [])]
  return said.length > 0 ? `?${said.join('&')}` : ''
}
