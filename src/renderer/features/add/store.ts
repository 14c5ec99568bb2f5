import { createStore } from 'zustand/vanilla'
import type { ColumnSource, DatasetSpec, ErrorData, LoadCheck, Recognition, RecogniseOverrides } from '../../../pipeline/contract'
import { cancelJob, endOf, mutate, startJob, whenFinal } from '../../bridge'
import { applyDecisions, noDecisions, renameColumn, sourceKey, withOverride, withType, type Decisions } from './draft'

/** A step that a job does: its id while it runs, then how it went wrong, if it did. */
interface Step {
  job: string | null
  busy: boolean
  error: ErrorData | undefined
}
const idle: Step = { job: null, busy: false, error: undefined }

export interface AddState {
  location: string
  overrides: RecogniseOverrides
  decisions: Decisions
  recognition: Recognition | undefined
  /** What will be saved and loaded: the recognition with the user's decisions, or what was written by hand. */
  draft: DatasetSpec | undefined
  recognising: Step
  check: LoadCheck | undefined
  checking: Step
  replace: boolean
  loading: Step & { name: string | null }
  unfolded: boolean
}

const initial: AddState = {
  location: '',
  overrides: {},
  decisions: noDecisions,
  recognition: undefined,
  draft: undefined,
  recognising: idle,
  check: undefined,
  checking: idle,
  replace: false,
  loading: { ...idle, name: null },
  unfolded: false
}

export const addStore = createStore<AddState>(() => initial)
const { getState: get, setState: set } = addStore

/** Begins anew with a source: a path, a folder or a URL. */
export function pointAt(location: string): void {
  const { recognising, checking } = get()
  for (const { job } of [recognising, checking]) if (job !== null) void cancelJob(job)
  set({ ...initial, location }, true)
  void recognise()
}

export const startOver = (): void => set(initial, true)

async function recognise(): Promise<void> {
  const { location, overrides, recognising } = get()
  if (recognising.job !== null && recognising.busy) void cancelJob(recognising.job)
  const asked = { ...idle, busy: true }
  set({ recognising: asked, check: undefined, checking: idle })
  const outcome = await startJob('recognise', { location, overrides })
  if (get().recognising !== asked) return
  if (!outcome.ok) {
    set({ recognising: { ...idle, error: outcome.error } })
    return
  }
  const running = { ...asked, job: outcome.value.job }
  set({ recognising: running })
  const end = endOf('recognise', await whenFinal(outcome.value.job))
  if (get().recognising !== running) return
  if (end.error !== undefined) {
    set({ recognising: { ...idle, error: end.error } })
    return
  }
  const recognition = end.result
  set({ recognising: idle, recognition, draft: applyDecisions(recognition.draft, get().decisions) })
}

/** Corrects how the source is read; it is read again at once. */
export function correct(patch: Partial<RecogniseOverrides>): void {
  set({ overrides: withOverride(get().overrides, patch) })
  void recognise()
}

export function correctType(source: ColumnSource, type: string): void {
  const { recognition, overrides } = get()
  if (recognition === undefined) return
  set({ overrides: withType(recognition, overrides, source, type) })
  void recognise()
}

export const readAgain = (): void => void recognise()

/** Changes the shape of the dataset; nothing needs to be read for it. */
export function shape(patch: Decisions['shape']): void {
  const { draft, decisions } = get()
  if (draft === undefined) return
  set({
    decisions: { ...decisions, shape: { ...decisions.shape, ...patch } },
    draft: { ...draft, ...patch },
    ...('name' in patch ? { replace: false } : {}),
    check: undefined,
    checking: idle
  })
}

export function rename(source: ColumnSource, to: string): void {
  const { draft, decisions } = get()
  const column = draft?.columns.find((candidate) => sourceKey(candidate.source) === sourceKey(source))
  if (draft === undefined || column === undefined) return
  set({
    decisions: { ...decisions, renames: { ...decisions.renames, [sourceKey(source)]: to } },
    draft: renameColumn(draft, column.name, to),
    check: undefined,
    checking: idle
  })
}

/** Takes a dataset file as it was written by hand. */
export const write = (draft: DatasetSpec): void => set({ draft, check: undefined, checking: idle })

export const setReplace = (replace: boolean): void => set({ replace })
export const unfold = (unfolded: boolean): void => set({ unfolded })

/** Asks what a load would do. */
export async function check(): Promise<void> {
  const { draft } = get()
  if (draft === undefined) return
  const asked = { ...idle, busy: true }
  set({ check: undefined, checking: asked })
  const outcome = await startJob('check', { spec: draft })
  if (get().checking !== asked) return
  if (!outcome.ok) {
    set({ checking: { ...idle, error: outcome.error } })
    return
  }
  const running = { ...asked, job: outcome.value.job }
  set({ checking: running })
  const end = endOf('check', await whenFinal(outcome.value.job))
  if (get().checking !== running) return
  set(end.error === undefined ? { checking: idle, check: end.result } : { checking: { ...idle, error: end.error } })
}

/** Saves the dataset file and loads it. The job is then followed by its id, here and in the tray. */
export async function load(): Promise<void> {
  const { draft, replace } = get()
  if (draft === undefined) return
  const name = draft.name
  set({ loading: { ...idle, busy: true, name } })
  const saved = await mutate('datasets.save', { spec: draft, replace })
  if (!saved.ok) {
    set({ loading: { ...idle, error: saved.error, name } })
    return
  }
  set({ replace: true })
  const started = await startJob('load', { name: saved.value.spec.name })
  if (!started.ok) {
    set({ loading: { ...idle, error: started.error, name } })
    return
  }
  set({ loading: { ...idle, busy: true, job: started.value.job, name: saved.value.spec.name } })
  await whenFinal(started.value.job)
  if (get().loading.job === started.value.job) set({ loading: { ...get().loading, busy: false } })
}
