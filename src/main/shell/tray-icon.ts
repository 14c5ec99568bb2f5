const ACCENT = { red: 0x2b, green: 0x59, blue: 0xff }

const AMBER = { red: 0xfd, green: 0xb0, blue: 0x22 }

/** The mark, a pipe with its branch, as BGRA pixels of a square: drawn here, so that every density gets a sharp one. With a dot while somebody is needed. */
export function trayPixels(size: number, needed = false): Buffer {
  const pixels = Buffer.alloc(size * size * 4)
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const colour = colourAt((x + 0.5) / size, (y + 0.5) / size, needed)
      if (colour !== undefined) pixels.set([colour.blue, colour.green, colour.red, 255], (y * size + x) * 4)
    }
  }
  return pixels
}

function colourAt(x: number, y: number, needed: boolean): typeof ACCENT | undefined {
  const fromDot = Math.hypot(x - 0.76, y - 0.76)
  if (needed && fromDot <= 0.3) return fromDot <= 0.23 ? AMBER : undefined
  return isInk(x, y) ? ACCENT : undefined
}

/** Positions are shares of the side, 0 to 1: an upright pipe and a ring at its top right, like a P. */
function isInk(x: number, y: number): boolean {
  if (x >= 0.2 && x <= 0.38 && y >= 0.1 && y <= 0.9) return true
  const distance = Math.hypot(x - 0.5, y - 0.36)
  return x >= 0.38 && distance <= 0.26 && distance >= 0.1
}
