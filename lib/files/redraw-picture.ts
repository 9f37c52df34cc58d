import sharp, { type Sharp } from 'sharp'

/** More would be a bomb: a picture of 50 million points unpacks into some 200 MB. */
const mostPoints = 50_000_000
/** Points of the longer side: enough for a page on a dense screen. */
const longestSide = 2_000
/** Seconds that a picture may be worked at. */
const patience = 20

const outputs = {
  jpeg: { type: 'image/jpeg', ending: 'jpg', draw: (picture: Sharp) => picture.jpeg({ quality: 82 }) },
  webp: { type: 'image/webp', ending: 'webp', draw: (picture: Sharp) => picture.webp({ quality: 82 }) },
  png: { type: 'image/png', ending: 'png', draw: (picture: Sharp) => picture.png({ compressionLevel: 9 }) },
}

type Drawn = { type: string; ending: string; bytes: Uint8Array; width: number; height: number }

/**
 * Draws a picture anew, upright and no larger than a page needs: what else stood in the file (place, camera, scripts, a second
 * file behind it) is not in the new one. Null when it is a bomb, cut off or no picture. Of a moving one the first picture.
 */
export async function redrawPicture(kind: 'jpeg' | 'png' | 'webp' | 'gif', bytes: Uint8Array): Promise<Drawn | null> {
  const { type, ending, draw } = outputs[kind === 'gif' ? 'png' : kind]
  try {
    const picture = sharp(bytes, { limitInputPixels: mostPoints, failOn: 'warning' })
      .timeout({ seconds: patience })
      .autoOrient()
      .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
    const { data, info } = await draw(picture).toBuffer({ resolveWithObject: true })
    return { type, ending, bytes: data, width: info.width, height: info.height }
  } catch {
    return null
  }
}
