import { renderSVG } from 'uqr'
import { appAddress } from './rules'

/** The QR code (ISO/IEC 18004) of an app's address as a picture for the page: it goes to no other server. */
export function drawAppAddress(app: Parameters<typeof appAddress>[0]): string {
  const picture = renderSVG(appAddress(app), { ecc: 'M', border: 4, whiteColor: '#fff', blackColor: '#000' })
  return `data:image/svg+xml;base64,${Buffer.from(picture).toString('base64')}`
}
