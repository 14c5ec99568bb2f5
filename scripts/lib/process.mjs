import { spawn, spawnSync } from 'node:child_process'
import { constants } from 'node:os'

const SIGNALS = process.platform === 'win32' ? ['SIGINT', 'SIGTERM'] : ['SIGINT', 'SIGTERM', 'SIGHUP']

/** Runs a program in this terminal and answers its exit code; signals that reach us are passed on. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', windowsHide: true, ...options })
    const pass = (signal) => child.kill(signal)
    for (const signal of SIGNALS) process.on(signal, pass)
    const done = () => SIGNALS.forEach((signal) => process.off(signal, pass))
    child.on('error', (error) => {
      done()
      reject(error)
    })
    child.on('exit', (code, signal) => {
      done()
      resolve(code ?? 128 + (constants.signals[signal] ?? 1))
    })
  })
}

/** The same with a channel to us, so that the program notices when we are killed. */
export const runBound = (command, args, options = {}) =>
  run(command, args, { ...options, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })

/** Runs a program to its end and gives what it printed; never throws. */
export function capture(command, args, options = {}) {
  const result = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, ...options })
  return {
    ok: result.status === 0,
    code: result.status ?? 1,
    stdout: result.stdout ?? '',
    stderr: `${result.stderr ?? ''}${result.error ? String(result.error.message) : ''}`
  }
}

export const isThere = (command) => !capture(command, ['--version']).stderr.includes('ENOENT')
export const isRoot = () => process.getuid?.() === 0
