import { Button, Group, Table, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ConnectionTest } from '../../../pipeline/contract'
import { useJobRunner } from '../../bridge'
import { Ago, ErrorPanel, errorText } from '../../ui'
import styles from './connections.module.css'
import { StepLabel } from './StepLabel'
import { useLastTests } from './use-last-test'

/** Tries the saved connection, and says step by step what was found; the last test of it is shown until then. */
export function TestPanel({ name, profile }: { name: string; profile: string }) {
  const { t } = useTranslation()
  const { start, cancel, busy, error } = useJobRunner('connection-test')
  const test = useLastTests().get(name)
  return (
    <section className="panel" aria-label={t('connections.testTitle')} aria-busy={busy}>
      <Group justify="space-between" px={16} py="sm">
        <Title order={2}>{t('connections.testTitle')}</Title>
        {busy ? (
          <Button variant="default" onClick={cancel}>
            {t('connections.stop')}
          </Button>
        ) : (
          <Button onClick={() => start({ name })}>{t('connections.test')}</Button>
        )}
      </Group>
      <p className={styles.lead}>{t('connections.testAbout', { profile })}</p>
      <div role="status">
        {busy ? <p className={styles.lead}>{t('connections.testing')}</p> : null}
        {busy || test === undefined ? null : <Verdict test={test} />}
      </div>
      {error === undefined ? null : <ErrorPanel error={error} />}
      {busy || test === undefined ? null : <StepTable test={test} />}
    </section>
  )
}

function Verdict({ test }: { test: ConnectionTest }) {
  const { t } = useTranslation()
  const failed = test.steps.find(({ state }) => state === 'failed')
  const words =
    failed === undefined ? t('connections.works') : t('connections.fails', { step: t(`connections.step.${failed.step}`) })
  return (
    <p className={styles.lead}>
      <strong style={{ color: `var(--p-${failed === undefined ? 'strong' : 'fail-text'})` }}>{words}</strong> <Ago at={test.at} />
      {failed?.error === undefined ? null : <span> · {errorText(failed.error, t).hint}</span>}
    </p>
  )
}

function StepTable({ test }: { test: ConnectionTest }) {
  const { t } = useTranslation()
  return (
    <div className={styles.scroll}>
      <Table className={styles.table ?? ''} aria-label={t('connections.testTitle')}>
        <Table.Tbody>
          {test.steps.map(({ step, state, ms, detail }) => (
            <Table.Tr key={step}>
              <Table.Td>
                <StepLabel state={state} />
              </Table.Td>
              <Table.Td>{t(`connections.step.${step}`)}</Table.Td>
              <Table.Td className={styles.figure ?? ''}>{state === 'skipped' ? '' : t('connections.ms', { value: ms })}</Table.Td>
              <Table.Td className={styles.wrap ?? ''}>{detail}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
