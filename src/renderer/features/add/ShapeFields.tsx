import { Checkbox, MultiSelect, NumberInput, Select, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { datasetName, type DatasetSpec } from '../../../pipeline/contract'
import { Band } from '../../ui'
import { PartitionFields } from './PartitionFields'
import { setReplace, shape } from './store'
import { useAdd } from './use-add'
import { useDatasetTaken } from './use-dataset-taken'

const modes = ['full', 'incremental', 'append'] as const
const badCells = ['row', 'cell'] as const

/** What the dataset will be: name, key, partition, mode, order, zone, and what a bad cell costs. */
export function ShapeFields() {
  const { t } = useTranslation()
  const { draft } = useAdd()
  if (draft === undefined) return null
  const columns = draft.columns.map(({ name }) => name)
  return (
    <div className="add-fields">
      <NameField draft={draft} />
      <Select
        label={t('add.shape.mode')}
        data={modes.map((value) => ({ value, label: t(`add.shape.modes.${value}`) }))}
        value={draft.mode}
        allowDeselect={false}
        onChange={(mode) => (mode === null ? undefined : shape({ mode: mode }))}
      />
      <MultiSelect
        label={t('add.shape.key')}
        description={t('add.shape.keyHint')}
        inputWrapperOrder={['label', 'input', 'description']}
        data={columns}
        value={draft.primaryKey}
        onChange={(primaryKey) => shape({ primaryKey })}
        searchable
      />
      {draft.mode === 'incremental' ? (
        <Select
          label={t('add.shape.latestBy')}
          placeholder={t('add.shape.latestByNone')}
          data={columns}
          value={draft.latestBy ?? null}
          onChange={(latestBy) => shape({ latestBy: latestBy ?? undefined })}
          searchable
          clearable
        />
      ) : null}
      <PartitionFields draft={draft} />
      <MultiSelect
        label={t('add.shape.sort')}
        data={columns}
        value={draft.sort}
        onChange={(sort) => shape({ sort })}
        searchable
      />
      <Select
        label={t('add.shape.zone')}
        data={Intl.supportedValuesOf('timeZone')}
        value={draft.zone}
        allowDeselect={false}
        limit={100}
        searchable
        onChange={(zone) => (zone === null ? undefined : shape({ zone }))}
      />
      <Select
        label={t('add.shape.badCell')}
        data={badCells.map((value) => ({ value, label: t(`add.shape.badCells.${value}`) }))}
        value={draft.badCell}
        allowDeselect={false}
        onChange={(badCell) => (badCell === null ? undefined : shape({ badCell: badCell }))}
      />
      <NumberInput
        label={t('add.shape.maxBad')}
        value={Number((draft.maxBadShare * 100).toFixed(4))}
        min={0}
        max={100}
        step={1}
        decimalScale={4}
        suffix={` ${t('add.shape.maxBadUnit')}`}
        onChange={(percent) => (typeof percent === 'number' ? shape({ maxBadShare: Math.min(1, percent / 100) }) : undefined)}
      />
    </div>
  )
}

function NameField({ draft }: { draft: DatasetSpec }) {
  const { t } = useTranslation()
  const { replace, loading } = useAdd()
  const taken = useDatasetTaken(draft.name) && loading.name !== draft.name
  const problem = datasetName.safeParse(draft.name)
  return (
    <div>
      <TextInput
        label={t('add.shape.name')}
        description={t('add.shape.nameHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={draft.name}
        onChange={(event) => shape({ name: event.currentTarget.value })}
        error={problem.success ? undefined : problem.error.issues[0]?.message}
        spellCheck={false}
        data-testid="dataset-name"
      />
      {taken ? (
        <div style={{ marginTop: 8 }}>
          <Band tone="warn">
            {t('add.shape.taken')}
            <Checkbox
              size="xs"
              mt="sm"
              label={t('add.shape.takenReplace')}
              checked={replace}
              onChange={(event) => setReplace(event.currentTarget.checked)}
            />
          </Band>
        </div>
      ) : null}
    </div>
  )
}
