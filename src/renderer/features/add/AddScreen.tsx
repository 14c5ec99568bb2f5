import { Button, Stack } from '@mantine/core'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { ErrorPanel, PageHeader } from '../../ui'
import { Details } from './Details'
import { LoadPanel } from './LoadPanel'
import { PointPanel } from './PointPanel'
import { RecognisedLine } from './RecognisedLine'
import { RecognisingLine } from './RecognisingLine'
import { doubts } from './summary'
import { addStore, pointAt, readAgain, startOver } from './store'
import { useAdd } from './use-add'

/** One page, four steps: point, recognise, shape, check. What is certain stays one line with a Load button. */
export function AddScreen() {
  const { t } = useTranslation()
  const state = useAdd()
  const navigate = useNavigate()
  useSourceOfRoute()
  const { recognition, recognising, loading } = state
  const open = recognition !== undefined && (state.unfolded || doubts(recognition).length > 0)
  const begin = (): void => {
    startOver()
    void navigate('/add')
  }
  return (
    <>
      <PageHeader
        title={t('add.title')}
        about={t('add.about')}
        actions={
          state.location === '' ? undefined : (
            <Button variant="default" onClick={begin}>
              {t('add.over')}
            </Button>
          )
        }
      />
      <Stack gap="lg">
        <PointPanel />
        {recognising.busy && recognition === undefined ? <RecognisingLine /> : null}
        {recognising.error === undefined ? null : (
          <ErrorPanel error={recognising.error} safe={t('add.load.safe')} onRetry={readAgain} />
        )}
        {recognition === undefined ? null : <RecognisedLine open={open} />}
        {loading.name === null ? null : <LoadPanel onAnother={begin} />}
        {open ? <Details /> : null}
      </Stack>
    </>
  )
}

/** `#/add?source=…` opens with that source, also after a reload. */
function useSourceOfRoute(): void {
  const [params] = useSearchParams()
  const source = params.get('source')
  useEffect(() => {
    if (source !== null && source !== '' && source !== addStore.getState().location) pointAt(source)
  }, [source])
}
