/** Sees what the engine does, from beside it: what was wrong at the moment, and the story that is told of a seed that went wrong. */
export class Witness {
  readonly wrong: string[] = []
  readonly story: string[] = []
  readonly seen = new Map<string, number>()

  tell(at: number, text: string): void {
    this.story.push(`${new Date(at).toISOString().slice(0, 16)} ${text}`)
  }

  count(what: string): void {
    this.seen.set(what, (this.seen.get(what) ?? 0) + 1)
  }
}
