import { Button, FileButton, Group, Text, TextInput } from '@mantine/core'
import { IconFolderSearch, IconUpload, IconWorldDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { BrowsePanel } from './BrowsePanel'
import { receiveFiles } from './receive-files'
import { useAdd } from './use-add'

/** Where the data is: typed, browsed, picked, or dropped anywhere. */
export function PointPanel() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { location } = useAdd()
  const [browsing, setBrowsing] = useState(false)
  const go = (source: string): void => {
    setBrowsing(false)
    void navigate(`/add?source=${encodeURIComponent(source)}`)
  }
  return (
    <section className="panel" aria-label={t('add.steps.point')} style={{ padding: 16 }}>
      <LocationForm key={location} location={location} onGo={go}>
        <Button
          variant="default"
          leftSection={<IconFolderSearch size={14} />}
          onClick={() => setBrowsing(!browsing)}
          aria-expanded={browsing}
        >
          {t(browsing ? 'add.point.hide' : 'add.point.browse')}
        </Button>
        <FileButton onChange={(file) => (file === null ? undefined : void receiveFiles([file], go, t))}>
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconUpload size={14} />}>
              {t('add.point.pick')}
            </Button>
          )}
        </FileButton>
      </LocationForm>
      {browsing ? <BrowsePanel onPick={go} /> : null}
      {location === '' && !browsing ? (
        <div style={{ padding: '40px 16px 24px', textAlign: 'center' }}>
          <Text>{t('add.point.sentence')}</Text>
          <Text size="xs" c="dimmed" mt={4}>
            {t('add.point.formats')}
          </Text>
          <Button component={Link} to="/add/collect" variant="default" mt="md" leftSection={<IconWorldDownload size={14} />}>
            {t('collect.open')}
          </Button>
        </div>
      ) : null}
    </section>
  )
}

interface FormProps {
  location: string
  onGo: (source: string) => void
  children: React.ReactNode
}

function LocationForm({ location, onGo, children }: FormProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(location)
  const source = text.trim()
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (source !== '') onGo(source)
      }}
    >
      <Group gap="sm" wrap="nowrap">
        <TextInput
          aria-label={t('add.point.label')}
          placeholder={t('add.point.placeholder')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          spellCheck={false}
          style={{ flex: 1 }}
          data-autofocus
        />
        <Button type="submit" disabled={source === ''} variant={location === '' ? 'filled' : 'default'}>
          {t('add.point.go')}
        </Button>
        {children}
      </Group>
    </form>
  )
}
