import { Button, Group, Modal, Stack, Table, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorData, ProfileState } from '../../../pipeline/contract'
import { mutate, useCall } from '../../bridge'
import { ErrorPanel, StateSymbol } from '../../ui'
import styles from './connections.module.css'

/** The profiles there are; the desktop application changes at once, `serve` at its next start. */
export function ProfileSwitch({ profiles: { active, known } }: { profiles: ProfileState }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<string>()
  const [chosen, setChosen] = useState<string>()
  return (
    <section className="panel" aria-label={t('variables.profiles')}>
      <Title order={2} className={styles.head ?? ''}>
        {t('variables.profiles')}
      </Title>
      <p className={styles.lead}>{t('variables.profilesAbout')}</p>
      <Table className={styles.table ?? ''} aria-label={t('variables.profiles')}>
        <Table.Tbody>
          {known.map((profile) => (
            <Table.Tr key={profile}>
              <Table.Td>{profile}</Table.Td>
              <Table.Td style={{ textAlign: 'right' }}>
                {profile === active ? (
                  <span className={styles.step} style={{ justifyContent: 'flex-end' }}>
                    <StateSymbol state="ok" /> {t('variables.active')}
                  </span>
                ) : (
                  <Button variant="default" onClick={() => setAsked(profile)}>
                    {t('variables.use', { profile })}
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <div role="status">
        {chosen === undefined ? null : <p className={styles.lead}>{t('variables.chosen', { profile: chosen })}</p>}
      </div>
      {asked === undefined ? null : <ConfirmSwitch profile={asked} onClose={() => setAsked(undefined)} onChosen={setChosen} />}
    </section>
  )
}

interface ConfirmProps {
  profile: string
  onClose: () => void
  onChosen: (profile: string) => void
}

function ConfirmSwitch({ profile, onClose, onChosen }: ConfirmProps) {
  const { t } = useTranslation()
  const { value: workspace } = useCall('workspace.get', {})
  const [error, setError] = useState<ErrorData>()
  const isDesktop = workspace?.host === 'desktop'
  const change = async (): Promise<void> => {
    const outcome = await mutate('profiles.use', { profile })
    if (!outcome.ok) {
      setError(outcome.error)
      return
    }
    if (!isDesktop) onChosen(profile)
    onClose()
  }
  return (
    <Modal opened onClose={onClose} title={t('variables.switchTitle', { profile })}>
      <Stack gap="md">
        <Text>{t(isDesktop ? 'variables.switchDesktop' : 'variables.switchServe', { profile })}</Text>
        {error === undefined ? null : <ErrorPanel error={error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('connections.cancel')}
          </Button>
          <Button onClick={() => void change()}>{t('variables.switchNow')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
