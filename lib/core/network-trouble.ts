/** What keeps the portal from another server before either has said a word of what it is about. */
export const networkTroubles = ['unknownName', 'notAllowed', 'refused', 'silent', 'expired', 'unknownAuthority', 'otherName', 'badCertificate'] as const
export type NetworkTrouble = (typeof networkTroubles)[number]

const ofCode: Record<string, NetworkTrouble> = {
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'otherName',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'unknownAuthority',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknownAuthority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknownAuthority',
  UNABLE_TO_GET_ISSUER_CERT: 'unknownAuthority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknownAuthority',
  ENOTFOUND: 'unknownName',
  EAI_AGAIN: 'unknownName',
  ECONNREFUSED: 'refused',
  ECONNRESET: 'refused',
  EHOSTUNREACH: 'silent',
  ENETUNREACH: 'silent',
  ETIMEDOUT: 'silent',
}

/** What a failed connection means, by Node.js's code or the words of whatever called; null where it says nothing of the way there. */
export function networkTroubleOf(code: string | undefined, message: string): NetworkTrouble | null {
  if (code && ofCode[code]) return ofCode[code]
  if (/may not be called|no address that may be called/.test(message)) return 'notAllowed'
  if (/time(d )?out/i.test(message)) return 'silent'
  if (/closed before|socket error|disconnected/i.test(message)) return 'refused'
  return code?.startsWith('ERR_SSL') || code?.startsWith('ERR_TLS') || /certificate/i.test(message) ? 'badCertificate' : null
}
