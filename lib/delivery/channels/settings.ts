/** What every SMS gateway is opened with. */
export type GatewaySettings = {
  /** without a slash at its end; the provider's own when left out */
  url?: string
  user: string
  password: string
  sender: string
  timeoutMs: number
}
