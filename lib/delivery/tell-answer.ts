const longest = 500

/** A gateway's answer as it may be kept: bounded, on one line, without the message's own text, codes and links, which some gateways send back. */
export function tellAnswer(answer: string, text: string): string {
  const lines = text.split('\n').filter((line) => line.length >= 12)
  const tokens = text
    .split(/\s+/)
    .map((token) => token.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))
    .filter((token) => (token.length >= 4 && /\d/.test(token)) || token.length >= 16)
  return [...lines, ...tokens]
    .sort((one, other) => other.length - one.length)
    .reduce((rest, secret) => rest.replaceAll(secret, '…'), unescaped(answer))
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, longest)
}

/** An answer is a status and often JSON, in which "ä" may be written as an escape and so pass unseen. */
function unescaped(answer: string): string {
  const [, status = '', body = answer] = answer.match(/^(\d{3} )?\s*(\{.*\})\s*$/s) ?? []
  try {
    return status + JSON.stringify(JSON.parse(body))
  } catch {
    return answer
  }
}
