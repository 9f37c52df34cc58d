import sharp from 'sharp'

/** A picture as `readSheets` draws it. What somebody sealed by a program of their own, and could be a bomb for a browser, is none. */
export async function isSheetPicture(bytes: Uint8Array): Promise<boolean> {
  const seen = await sharp(bytes)
    .metadata()
    .catch(() => null)
  const { width = 0, height = 0, pages = 1 } = seen ?? {}
  return seen?.format === 'webp' && width > 0 && width <= 2_000 && height > 0 && height <= 2_500 && pages === 1
}
