/** A check's id from words: letters, digits and `_`, unique among those that were given before. */
export class CheckNames {
  private readonly taken: Set<string>

  constructor(taken: readonly string[]) {
    this.taken = new Set(taken)
  }

  of(...words: string[]): string {
    const plain = words
      .join('_')
      .normalize('NFC')
      .replaceAll(/[^\p{L}\p{N}_]+/gu, '_')
      .replaceAll(/^_+|_+$/g, '')
    const base = (/^[\p{L}_]/u.test(plain) ? plain : `check_${plain}`).slice(0, 60)
    let name = base
    for (let next = 2; this.taken.has(name); next += 1) name = `${base}_${next}`
    this.taken.add(name)
    return name
  }
}
