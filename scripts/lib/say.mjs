/** Words for the person at the terminal: on standard error, so that a command's own output stays clean. */
export const say = (text) => process.stderr.write(`${text}\n`)

/** Something cannot be done: said with what still works, then the command ends with this code. */
export class Stop extends Error {
  constructor(message, hint = '', code = 1) {
    super(message)
    this.hint = hint
    this.code = code
  }
}

/** Runs a command's main function; a Stop is said in words, anything else keeps its stack. */
export async function main(run) {
  try {
    process.exitCode = (await run()) ?? process.exitCode ?? 0
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    say(`\nPenstock: ${error.message}`)
    if (error.hint) say(`  ${error.hint}`)
    process.exitCode = error.code
  }
}
