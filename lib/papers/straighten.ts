import { code, markSide, marks, page } from './layout'

// A photograph of a sheet, seen from anywhere, as the sheet lies flat. The code's corners say about where the marks are; the marks say it well.

export type Grey = { data: Uint8Array; width: number; height: number }
export type Point = { x: number; y: number }
/** From one plane to another: eight numbers, row by row; the ninth is one. */
type Plane = readonly number[]

/** Points to a millimetre of the flat sheet: 150 to an inch, as a scanner would. */
const density = 6
/** How far from where the code says a mark may lie; millimetres. */
const reach = 16

/** The sheet, flat, upright, with its code painted over; null where not all of it is in the picture. */
export function straighten(picture: Grey, corners: readonly Point[]): Grey | null {
  const { x, y, side } = code
  const square = [
    { x, y },
    { x: x + side, y },
    { x: x + side, y: y + side },
    { x, y: y + side },
  ]
  let plane = planeOf(square, corners)
  // Twice: what the first look is wrong by, the second sees.
  for (const near of [reach, reach / 3]) {
    const found = plane && findMarks(picture, plane, near)
    plane = found && planeOf(marks, found)
  }
  if (!plane) return null
  const flat = warp(picture, plane, { x: 0, y: 0, width: page.width, height: page.height }, density)
  const [left, top, right, bottom] = [x - 2, y - 2, x + side + 2, y + side + 2].map((length) => Math.round(length * density)) as [
    number,
    number,
    number,
    number,
  ]
  for (let row = top; row < bottom; row++) flat.data.fill(255, row * flat.width + left, row * flat.width + right)
  return flat
}

function findMarks(picture: Grey, plane: Plane, near: number): Point[] | null {
  const found: Point[] = []
  for (const mark of marks) {
    const size = 2 * near + 2 * markSide
    const from = { x: mark.x - size / 2, y: mark.y - size / 2, width: size, height: size }
    const centre = findSquare(warp(picture, plane, from, density), markSide * density)
    if (!centre) return null
    found.push(move(plane, { x: from.x + centre.x / density, y: from.y + centre.y / density }))
  }
  return found
}

/** The middle of the dark square of about this side that lies nearest to the middle. */
function findSquare({ data, width, height }: Grey, side: number): Point | null {
  const sorted = data.slice().sort()
  const dark = sorted[Math.floor(sorted.length * 0.01)] ?? 0
  const light = sorted[Math.floor(sorted.length * 0.7)] ?? 255
  if (light - dark < 30) return null
  const limit = dark + (light - dark) * 0.45
  const seen = new Uint8Array(width * height)
  let best: { centre: Point; far: number } | null = null
  for (let start = 0; start < data.length; start++) {
    if (seen[start] || (data[start] ?? 255) >= limit) continue
    const spot = { points: 0, x: 0, y: 0, left: width, right: 0, top: height, bottom: 0 }
    const stack = [start]
    seen[start] = 1
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const [x, y] = [at % width, Math.floor(at / width)]
      spot.points++
      spot.x += x
      spot.y += y
      spot.left = Math.min(spot.left, x)
      spot.right = Math.max(spot.right, x)
      spot.top = Math.min(spot.top, y)
      spot.bottom = Math.max(spot.bottom, y)
      for (const next of [x > 0 ? at - 1 : at, x < width - 1 ? at + 1 : at, at - width, at + width])
        if (next >= 0 && next < data.length && !seen[next] && (data[next] ?? 255) < limit) {
          seen[next] = 1
          stack.push(next)
        }
    }
    const [wide, high] = [spot.right - spot.left + 1, spot.bottom - spot.top + 1]
    const isSquare = [wide, high].every((length) => length > side * 0.65 && length < side * 1.5) && spot.points > wide * high * 0.6
    if (!isSquare) continue
    const centre = { x: spot.x / spot.points + 0.5, y: spot.y / spot.points + 0.5 }
    const far = Math.hypot(centre.x - width / 2, centre.y - height / 2)
    if (!best || far < best.far) best = { centre, far }
  }
  return best?.centre ?? null
}

/** A part of the sheet, in millimetres, out of the picture; outside of it is white. */
function warp({ data, width, height }: Grey, plane: Plane, from: { x: number; y: number; width: number; height: number }, points: number): Grey {
  const [wide, high] = [Math.round(from.width * points), Math.round(from.height * points)]
  const flat = new Uint8Array(wide * high)
  const at = (x: number, y: number) => (x < 0 || y < 0 || x >= width || y >= height ? 255 : (data[y * width + x] ?? 255))
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = plane
  // Millions of points: no call and no object for each, as `move` would be.
  for (let row = 0; row < high; row++)
    for (let column = 0; column < wide; column++) {
      const across = from.x + (column + 0.5) / points
      const down = from.y + (row + 0.5) / points
      const depth = g * across + h * down + 1
      const u = (a * across + b * down + c) / depth - 0.5
      const v = (d * across + e * down + f) / depth - 0.5
      const x = Math.floor(u)
      const y = Math.floor(v)
      const right = u - x
      const below = v - y
      const upper = at(x, y) * (1 - right) + at(x + 1, y) * right
      const lower = at(x, y + 1) * (1 - right) + at(x + 1, y + 1) * right
      flat[row * wide + column] = upper * (1 - below) + lower * below
    }
  return { data: flat, width: wide, height: high }
}

function move([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0]: Plane, { x, y }: Point): Point {
  const depth = g * x + h * y + 1
  return { x: (a * x + b * y + c) / depth, y: (d * x + e * y + f) / depth }
}

/** The plane that takes four points to four others: eight equations, by elimination. Null where they lie on a line. */
export function planeOf(from: readonly Point[], to: readonly Point[]): Plane | null {
  const rows = from.flatMap(({ x, y }, at) => {
    const { x: u, y: v } = to[at] ?? { x: 0, y: 0 }
    return [
      [x, y, 1, 0, 0, 0, -u * x, -u * y, u],
      [0, 0, 0, x, y, 1, -v * x, -v * y, v],
    ]
  })
  for (let column = 0; column < 8; column++) {
    const pivot = rows.slice(column).reduce((best, row) => (Math.abs(row[column] ?? 0) > Math.abs(best[column] ?? 0) ? row : best))
    const at = rows.indexOf(pivot)
    const scale = pivot[column] ?? 0
    if (Math.abs(scale) < 1e-9) return null
    rows[at] = rows[column] ?? pivot
    const own = pivot.map((value) => value / scale)
    rows[column] = own
    for (const [other, row] of rows.entries()) if (other !== column) rows[other] = row.map((value, place) => value - (row[column] ?? 0) * (own[place] ?? 0))
  }
  return rows.map((row) => row[8] ?? 0)
}
