import { ActionIcon, Group, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Grain } from '../../../../pipeline/contract'
import { parseRange, type DtRange } from '../grid/range'

interface Props {
  grain: Grain
  range: DtRange | null
  onSelect: (range: DtRange | null) => void
}

/** The span as text: Enter or leaving the field selects it. */
export function RangeInput({ grain, range, onSelect }: Props) {
  const { t } = useTranslation()
  const [from, setFrom] = useState(range?.from ?? '')
  const [to, setTo] = useState(range?.to ?? '')
  const [wrong, setWrong] = useState(false)
  const example = grain === 'month' ? '2021-03' : '2021-03-31'
  const commit = (event?: SyntheticEvent): void => {
    event?.preventDefault()
    const typed = parseRange(from, to === '' ? from : to, grain)
    setWrong(typed === null && (from !== '' || to !== ''))
    if (typed !== null && (typed.from !== range?.from || typed.to !== range.to)) onSelect(typed)
  }
  return (
    <form onSubmit={commit}>
      <Group gap={6} wrap="nowrap" align="flex-start">
        <TextInput
          flex={1}
          aria-label={t('lake.selection.from')}
          placeholder={t('lake.selection.from')}
          value={from}
          error={wrong ? t('lake.selection.wrong', { example }) : undefined}
          onChange={(event) => setFrom(event.currentTarget.value)}
          onBlur={to === '' ? undefined : () => commit()}
          classNames={{ input: 'tabular' }}
        />
        <span style={{ lineHeight: '30px' }} className="muted">
          …
        </span>
        <TextInput
          flex={1}
          aria-label={t('lake.selection.to')}
          placeholder={t('lake.selection.to')}
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
          onBlur={() => commit()}
          classNames={{ input: 'tabular' }}
        />
        {range === null ? null : (
          <ActionIcon
            mt={3}
            variant="transparent"
            color="gray"
            aria-label={t('lake.selection.clear')}
            onClick={() => onSelect(null)}
          >
            <IconX size={14} />
          </ActionIcon>
        )}
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </Group>
    </form>
  )
}
