import { Button, Group, Text } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { backfillEnds, type Backfill } from '../../../../pipeline/contract'
import { call, mutate } from '../../../bridge'
import { backfillLink, formatCount } from '../../../ui'
import styles from '../runs.module.css'
import { useUndoRun } from '../run/use-undo-run'
import { hasChanged, stagedItems } from './in-flight'
import type { useAsking } from './use-backfill'

interface Props {
  backfill: Backfill
  asking: ReturnType<typeof useAsking>
}

/** What can be done now, by state: pause, go on, cancel; publish or throw away; undo, run again. */
export function Controls({ backfill, asking }: Props) {
  const { state } = backfill
  if (state === 'staged' || state === 'publishing') return <Publishing backfill={backfill} asking={asking} />
  if (backfillEnds.includes(state)) return <Ended backfill={backfill} />
  return <Running backfill={backfill} asking={asking} />
}

const said = ['pausing', 'paused', 'cancelling'] as const
const isSaid = (state: string): state is (typeof said)[number] => said.some((one) => one === state)

function Running({ backfill: { id, state }, asking: { busy, ask } }: Props) {
  const { t } = useTranslation()
  const paused = state === 'paused' || state === 'pausing'
  return (
    <section className={`panel ${styles.foot ?? ''}`} aria-label={t('backfill.control.label')}>
      <Text>{t(`backfill.control.${isSaid(state) ? state : 'running'}`)}</Text>
      <Group gap="sm">
        <Button
          variant="default"
          loading={busy === 'pause'}
          disabled={state === 'cancelling'}
          onClick={() => ask('pause', () => call(paused ? 'backfills.resume' : 'backfills.pause', { id }))}
        >
          {t(paused ? 'backfill.control.resume' : 'backfill.control.pause')}
        </Button>
        <Button
          variant="default"
          loading={busy === 'cancel' || state === 'cancelling'}
          onClick={() => ask('cancel', () => call('backfills.cancel', { id }))}
        >
          {t('backfill.control.cancel')}
        </Button>
      </Group>
    </section>
  )
}

function Publishing({ backfill, asking: { busy, ask } }: Props) {
  const { t } = useTranslation()
  const { id, state } = backfill
  const changing = stagedItems(backfill).filter(({ change }) => change !== 'unchanged').length
  const publishing = state === 'publishing' || busy === 'publish'
  return (
    <section className={`panel ${styles.foot ?? ''}`} aria-label={t('backfill.control.label')}>
      <Text>{t('backfill.control.staged')}</Text>
      <Group gap="sm">
        <Button
          variant="default"
          loading={busy === 'discard'}
          disabled={publishing}
          onClick={() => ask('discard', () => mutate('backfills.discard', { id }))}
        >
          {t('backfill.control.discard')}
        </Button>
        <Button loading={publishing} onClick={() => ask('publish', () => mutate('backfills.publish', { id }))}>
          {t('backfill.control.publish', { count: changing, value: formatCount(changing) })}
        </Button>
      </Group>
    </section>
  )
}

function endWords({ state }: Backfill, changed: boolean, undone: boolean): 'undone' | 'ended' | 'discarded' | 'nothingChanged' {
  if (undone) return 'undone'
  if (changed) return 'ended'
  return state === 'discarded' ? 'discarded' : 'nothingChanged'
}

function Ended({ backfill }: { backfill: Backfill }) {
  const { t } = useTranslation()
  const undo = useUndoRun(backfill.id)
  const changed = backfill.items.some(hasChanged)
  const { from, to, dts } = backfill.plan.selection
  return (
    <>
      {undo.outcome}
      <section className={`panel ${styles.foot ?? ''}`} aria-label={t('backfill.control.label')}>
        <Text>{t(`backfill.control.${endWords(backfill, changed, undo.done)}`)}</Text>
        <Group gap="sm">
          <Button
            variant="default"
            component={Link}
            to={backfillLink({ dataset: backfill.dataset, from, to, dts, only: 'all' })}
            data-sheet="KeyB"
          >
            {t('backfill.control.again')}
          </Button>
          {backfill.state === 'discarded' ? null : (
            <Button
              variant="default"
              leftSection={<IconArrowBackUp size={14} />}
              disabled={!changed || undo.done}
              onClick={undo.ask}
              data-sheet="KeyU"
            >
              {t('runs.undo.open')}
            </Button>
          )}
        </Group>
      </section>
      {undo.dialog}
    </>
  )
}
