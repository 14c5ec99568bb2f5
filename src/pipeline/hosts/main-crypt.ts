import type { FromEngineHost, ToEngineHost } from '../contract'
import type { SystemCrypt } from '../connect'
import { AppError } from '../lib/errors'

type Ask = Extract<FromEngineHost, { t: 'crypt' }>
type Answer = Extract<ToEngineHost, { t: 'crypted' | 'uncrypted' }>

/** The system's store for secrets as Electron's main process offers it: asked by messages with ids. */
export class MainCrypt implements SystemCrypt {
  private nextId = 1
  private readonly asked = new Map<number, (answer: Answer) => void>()

  constructor(private readonly say: (message: Ask) => void) {}

  async refusal(): Promise<AppError | undefined> {
    try {
      await this.ask('ready', '')
      return undefined
    } catch (error) {
      if (error instanceof AppError) return error
      throw error
    }
  }

  async encrypt(text: string): Promise<string> {
    return (await this.ask('encrypt', text)).text
  }

  decrypt(ciphertext: string): Promise<{ text: string; renewed?: string | undefined }> {
    return this.ask('decrypt', ciphertext)
  }

  answered(answer: Answer): void {
    this.asked.get(answer.id)?.(answer)
    this.asked.delete(answer.id)
  }

  private ask(what: Ask['what'], text: string): Promise<Extract<Answer, { t: 'crypted' }>> {
    const id = this.nextId++
    return new Promise((resolve, reject) => {
      this.asked.set(id, (answer) => (answer.t === 'crypted' ? resolve(answer) : reject(AppError.fromData(answer.error))))
      this.say({ t: 'crypt', id, what, text })
    })
  }
}
