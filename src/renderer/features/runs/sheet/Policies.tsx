import { NumberInput, SegmentedControl, Select, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { defaultRunPolicy, type BackfillPlan, type DatasetSpec } from '../../../../pipeline/contract'
import styles from '../runs.module.css'
import type { Ask } from './ask'
import { DateFields } from './DateFields'

type Change = (changes: Readonly<Record<string, string | undefined>>) => void

interface Props {
  ask: Ask
  plan: BackfillPlan | undefined
  spec: DatasetSpec | undefined
  change: Change
}

/** Which partitions, in which order, how many at once, published how; each change makes a new plan and starts nothing. */
export function Policies({ ask: { selection, options }, plan, spec, change }: Props) {
  const { t } = useTranslation()
  const policy = spec?.runs ?? defaultRunPolicy
  return (
    <div className={styles.policies}>
      {plan?.from === 'all' ? null : (
        <DateFields key={`${plan?.from ?? ''} ${plan?.to ?? ''}`} selection={selection} plan={plan} change={change} />
      )}
      <OnlySelect only={selection.only === 'all' ? 'all' : selection.only.join(',')} change={change} />
      <Select
        label={t('backfill.policy.order')}
        w={130}
        allowDeselect={false}
        value={options.order ?? policy.order}
        data={(['oldest', 'newest'] as const).map((value) => ({ value, label: t(`backfill.order.${value}`) }))}
        onChange={(value) => change({ order: value ?? undefined })}
      />
      <NumberInput
        label={t('backfill.policy.concurrency')}
        w={84}
        min={1}
        max={16}
        clampBehavior="strict"
        allowDecimal={false}
        value={options.concurrency ?? policy.concurrency}
        onChange={(value) => change({ at: typeof value === 'number' ? String(value) : undefined })}
      />
      <PublishChoice chosen={options.publish} asDataset={policy.publish} change={change} />
      {spec?.collect === undefined ? null : (
        <Switch
          label={t('backfill.policy.fromRaw')}
          checked={options.fromRaw === true}
          onChange={(event) => change({ raw: event.currentTarget.checked ? 'yes' : undefined })}
        />
      )}
      <Switch
        label={t('backfill.policy.follow')}
        checked={options.follow}
        onChange={(event) => change({ follow: event.currentTarget.checked ? undefined : 'no' })}
      />
    </div>
  )
}

type OnlyKey = 'missing_failed' | 'failed' | 'missing' | 'stale' | 'all' | 'some'
const onlyKeys: Readonly<Record<string, OnlyKey>> = {
  'missing,failed': 'missing_failed',
  failed: 'failed',
  missing: 'missing',
  stale: 'stale',
  all: 'all'
}

function OnlySelect({ only, change }: { only: string; change: Change }) {
  const { t } = useTranslation()
  const choices = [...new Set([...Object.keys(onlyKeys), only])]
  return (
    <Select
      label={t('backfill.policy.only')}
      w={168}
      allowDeselect={false}
      value={only}
      data={choices.map((value) => ({ value, label: t(`backfill.only.${onlyKeys[value] ?? 'some'}`) }))}
      onChange={(value) => change({ only: value === null || value === 'missing,failed' ? undefined : value })}
    />
  )
}

interface PublishProps {
  chosen: 'direct' | 'review' | undefined
  asDataset: (typeof defaultRunPolicy)['publish']
  change: Change
}

/** A dataset that asks above a share of changes keeps that as a third choice. */
function PublishChoice({ chosen, asDataset, change }: PublishProps) {
  const { t } = useTranslation()
  const asks = typeof asDataset === 'object'
  return (
    <SegmentedControl
      aria-label={t('backfill.policy.publish')}
      value={chosen ?? (asks ? 'dataset' : 'direct')}
      data={[
        { value: 'direct', label: t('backfill.publish.direct') },
        { value: 'review', label: t('backfill.publish.review') },
        ...(asks ? [{ value: 'dataset', label: t('backfill.publish.askAbove', { share: asDataset.askAbove }) }] : [])
      ]}
      onChange={(value) => change({ publish: value === 'dataset' ? undefined : value })}
    />
  )
}
