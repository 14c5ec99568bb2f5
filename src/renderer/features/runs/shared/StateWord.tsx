import { useTranslation } from 'react-i18next'
import type { BackfillState, ItemState, PartitionState } from '../../../../pipeline/contract'
import { StateSymbol } from '../../../ui'
import styles from '../runs.module.css'
import { itemWord } from './item-word'
import { backfillSymbols, itemSymbols, runStateOf, runSymbols, type RunState } from './symbols'

function StateWord({ symbol, word }: { symbol: PartitionState; word: string }) {
  return (
    <span className={styles.state}>
      <StateSymbol state={symbol} />
      {word}
    </span>
  )
}

export function RunStateWord({ run }: { run: Parameters<typeof runStateOf>[0] }) {
  return <ShownStateWord state={runStateOf(run)} />
}

export function ShownStateWord({ state }: { state: RunState }) {
  const { t } = useTranslation()
  return <StateWord symbol={runSymbols[state]} word={t(`runs.state.${state}`)} />
}

/** `thrown`: its backfill was thrown away after its review, and so was what it staged. */
export function ItemStateWord({ state, thrown = false }: { state: ItemState; thrown?: boolean }) {
  const { t } = useTranslation()
  return <StateWord symbol={itemSymbols[state]} word={itemWord(t, state, thrown)} />
}

export function BackfillStateWord({ state }: { state: BackfillState }) {
  const { t } = useTranslation()
  return <StateWord symbol={backfillSymbols[state]} word={t(`backfill.state.${state}`)} />
}
