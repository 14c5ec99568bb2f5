import { openState } from '..'

/** Writes settings one after another into the given file and tells each number once it is acknowledged; for tests that kill it. */
const [path = '', from = '0'] = process.argv.slice(2)
const state = await openState(path, Date.now())
process.send?.('ready')
for (let next = Number(from); ; next += 1) {
  const number = next
  void state.settings.put(`n${number}`, number).then(() => process.send?.(number))
  if (number % 10 === 9) await new Promise((resolve) => setImmediate(resolve))
  if (number % 200 === 199) await state.settings.put('turn', number)
}
