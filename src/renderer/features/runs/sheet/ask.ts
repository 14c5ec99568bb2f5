import {
  backfillOnly,
  backfillOptions,
  backfillSelection,
  type BackfillOnly,
  type BackfillOptions,
  type BackfillSelection
} from '../../../../pipeline/contract'

/** What the sheet's address asks for. */
export interface Ask {
  selection: BackfillSelection
  options: BackfillOptions
}

/** The address as a question to the engine; undefined where it names no dataset, or what it names is no partition. */
export function readAsk(params: URLSearchParams): Ask | undefined {
  const text = (key: string): string | undefined => params.get(key) ?? undefined
  const only = text('only')
  const at = text('at')
  const selection = backfillSelection.safeParse(
    present({
      name: text('dataset'),
      from: text('from'),
      to: text('to'),
      dts: text('dts')?.split(','),
      only: only === undefined ? undefined : readOnly(only)
    })
  )
  const options = backfillOptions.safeParse(
    present({
      order: text('order'),
      concurrency: at === undefined ? undefined : Number(at),
      publish: text('publish'),
      follow: text('follow') !== 'no',
      fromRaw: text('raw') === 'yes' ? true : undefined
    })
  )
  return selection.success ? { selection: selection.data, options: options.data ?? { follow: true } } : undefined
}

const present = (values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))

/** `missing,failed` or `all`; undefined where it is neither. */
const readOnly = (text: string): BackfillOnly | undefined => backfillOnly.safeParse(text === 'all' ? text : text.split(',')).data

/** The command line that shows the same plan; undefined for a list of partitions, which it cannot name. */
export function commandOf({ selection, options }: Ask): string | undefined {
  if (selection.dts !== undefined) return undefined
  const { name, from, to, only } = selection
  const words = [
    ...['penstock', 'backfill', /^[\w.-]+$/.test(name) ? name : `'${name}'`],
    ...(from === undefined ? [] : ['--from', from]),
    ...(to === undefined ? [] : ['--to', to]),
    ...['--only', only === 'all' ? only : only.join(',')],
    ...(options.order === undefined ? [] : ['--order', options.order]),
    ...(options.concurrency === undefined ? [] : ['--concurrency', String(options.concurrency)]),
    ...(options.publish === 'review' ? ['--review'] : []),
    ...(options.follow ? [] : ['--no-follow']),
    ...(options.fromRaw === true ? ['--from-raw'] : []),
    '--plan'
  ]
  return words.join(' ')
}
