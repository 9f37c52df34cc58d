export const cookieNames = {
  session: (slug: string) => `__Host-porten-session-${slug}`,
  /** binds journeys to a browser; ends with the browser */
  browser: '__Host-porten-browser',
  /** tells a browser that a person has used before from a new one */
  device: '__Host-porten-device',
  /** what the page after signing out tells, for a minute */
  left: '__Host-porten-left',
  language: '__Host-porten-language',
  /** the demo's switch: inside or outside */
  demoNetwork: '__Host-porten-demo-network',
} as const
