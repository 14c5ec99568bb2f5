import type { HttpCollect } from '../../contract'
import { throwIfAborted } from '../../lib/abort'
import { AppError } from '../../lib/errors'
import { planted } from '../../lib/plant'
import type { IntervalWindow, WorkContext } from '../../load/worker-api'
import { newestDone } from '../raw/find-collection'
import { RawCollection } from '../raw/raw-collection'
import type { Collected, CollectRequest } from '../worker-api'
import { askedOf } from './asked'
import { parseAnswer, readPage } from './answer/read-answer'
import { Picker } from './pick'
import { WindowWork } from './window-work'

type Request = CollectRequest & { collect: HttpCollect }

/** Reads what was kept of each window once more, without a request. `collect.raw_missing` where there is nothing whole. */
export async function collectFromRaw(request: Request, context: WorkContext): Promise<Collected> {
  const collected: Collected = { format: 'jsonl', requests: 0, reused: 0, rows: 0, bytes: 0, windows: [], notes: [] }
  const picker = new Picker(request.fields, request.collect, request.zone)
  for (const [index, window] of request.windows.entries()) {
    const { rows, answers, bytes } = await readWindow(window, request, picker, context)
    collected.rows += rows
    collected.reused += answers
    collected.bytes += bytes
    collected.windows.push({ id: window.id, rows, requests: 0 })
    context.progress({
      phase: 'reading',
      subject: window.id,
      rows: collected.rows,
      bytes: collected.bytes,
      fraction: (index + 1) / request.windows.length
    })
  }
  return collected
}

async function readWindow(
  window: IntervalWindow,
  request: Request,
  picker: Picker,
  { signal }: WorkContext
): Promise<{ rows: number; answers: number; bytes: number }> {
  const { raw, collect, picked } = request
  const found = await newestDone(raw, window.id)
  if (found === undefined) throw rawMissing(window.id, 'it was never collected whole')
  if (found.done.asked !== askedOf(request) && !planted('raw-of-any-question')) {
    throw rawMissing(window.id, 'its request, server, paging or fan-out were others when it was collected')
  }
  const kept = await RawCollection.read(found.folder, collect.answer.format)
  const work = new WindowWork(window, [], [], kept, picked)
  let [answers, bytes] = [0, 0]
  try {
    for (const [index, key] of found.done.order.entries()) {
      throwIfAborted(signal)
      const question = kept.question(key)
      const bodies = question === undefined ? undefined : await kept.bodies(question)
      if (question === undefined || bodies === undefined) throw rawMissing(window.id, 'a kept answer is gone or is not as it was')
      const rows = bodies.flatMap(({ answer: { contentType }, body }) => {
        const { root } = parseAnswer(window.id, body, contentType, collect.answer)
        return readPage(window.id, root, collect.answer, collect.paging)?.rows ?? []
      })
      answers += bodies.length
      bytes += bodies.reduce((sum, { body }) => sum + body.length, 0)
      await work.put(index, picker.lines(rows, { window, values: question.values, subject: window.id }), rows.length)
    }
    return { rows: work.rows, answers, bytes }
  } finally {
    await work.close()
  }
}

const rawMissing = (window: string, why: string): AppError =>
  new AppError('collect.raw_missing', `Nothing can be read again for ${window}: ${why}.`, {
    hint: 'Collect it from the server.',
    details: { window }
  })
