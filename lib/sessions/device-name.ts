import Bowser from 'bowser'
import type { Speak } from '@/lib/words/speak'

/** "Firefox on Windows", as far as the browser tells; never more than it is worth as a proof. */
export function deviceName(userAgent: string, say: Speak): string {
  if (!userAgent) return say('device.unknown')
  const { browser, os } = Bowser.parse(userAgent)
  if (!browser.name) return say('device.unknown')
  return os.name ? say('device.on', { browser: browser.name, system: os.name }) : browser.name
}
