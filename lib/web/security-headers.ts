/** The content security policy of one answer. `isDevelopment` lets Next.js's own tools run; `box` is where ballots go. */
export function contentSecurityPolicy(nonce: string, isDevelopment: boolean, box?: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${box ? ` ${new URL(box).origin}` : ''}${isDevelopment ? ' ws:' : ''}`,
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** What somebody uploaded: shown or saved, it runs nothing and fetches nothing. */
export const filePolicy = "default-src 'none'; sandbox; frame-ancestors 'none'"
export const isFileAddress = (path: string) => /^(\/admin\/content\/[\w-]+|\/admin\/inbox\/\d+|\/contact\/cases\/\d+)?\/files\/[\w-]+$/.test(path)

/** The pages of mailed links: their address is the secret (security.md 42). */
const isSecretAddress = (path: string) => path.startsWith('/go/')

/** security.md 50; two years of HSTS. */
export function securityHeaders(hstsIncludesSubdomains: boolean, path = '/'): Record<string, string> {
  return {
    'Strict-Transport-Security': `max-age=63072000${hstsIncludesSubdomains ? '; includeSubDomains' : ''}`,
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': isSecretAddress(path) ? 'no-referrer' : 'same-origin',
    'Permissions-Policy': 'camera=(self), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()',
    'Cache-Control': 'no-store',
  }
}
