import {
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type VariantColorsResolver
} from '@mantine/core'
import { cssTokens, tokens, type Scheme } from './tokens'

const accent: MantineColorsTuple = [
  '#EBF0FF',
  '#D5DFFF',
  '#B3C5FF',
  '#93AEFF',
  '#7A9BFF',
  '#4F78FF',
  '#2B59FF',
  '#1E49E6',
  '#183CBF',
  '#122D91'
]

const smallControls = [
  'Button',
  'TextInput',
  'Select',
  'NumberInput',
  'Textarea',
  'TagsInput',
  'MultiSelect',
  'SegmentedControl',
  'Autocomplete'
]

/** What lies over the page while something floats: dimmed, never blurred. */
export const veil = { backgroundOpacity: 0.4, blur: 0 }

/** A dialog's header is no banner of the page. */
const floating = { overlayProps: veil, attributes: { header: { role: 'presentation' } } }

/** Mantine's own dark greys, from text to the app's ground. */
const dark: MantineColorsTuple = [
  '#D0D5DD',
  '#B6BECA',
  '#94A0B2',
  '#6B778A',
  '#3A4554',
  '#273040',
  '#1B222B',
  '#151A21',
  '#12161C',
  '#0E1116'
]

/** Text on the accent is its own token, since the accent is light in the dark theme. */
const variantColors: VariantColorsResolver = (input) => {
  const colours = defaultVariantColorsResolver(input)
  const onAccent = input.variant === 'filled' && (input.color === undefined || input.color === 'accent')
  return onAccent ? { ...colours, color: 'var(--p-on-accent)' } : colours
}

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 4 },
  colors: { accent, dark },
  variantColorResolver: variantColors,
  black: '#0E1116',
  fontFamily: "'Pretendard Variable', Pretendard, system-ui, sans-serif",
  fontFamilyMonospace:
    "ui-monospace, 'Cascadia Mono', 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace, 'Pretendard Variable'",
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.4', sm: '1.5', md: '1.5', lg: '1.4', xl: '1.3' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '28px' },
      h2: { fontSize: '16px', lineHeight: '24px' },
      h3: { fontSize: '13px', lineHeight: '20px' }
    }
  },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '6px', xl: '6px' },
  defaultRadius: 'md',
  focusRing: 'auto',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    ...Object.fromEntries(smallControls.map((name) => [name, { defaultProps: { size: 'xs' } }])),
    Tooltip: { defaultProps: { openDelay: 300, withArrow: false } },
    Modal: { defaultProps: floating },
    Drawer: { defaultProps: floating }
  }
})

const scheme = (name: Scheme): Record<string, string> => {
  const colour = tokens[name]
  return {
    ...cssTokens(name),
    '--mantine-color-body': colour['surface-0'],
    '--mantine-color-text': colour.text,
    '--mantine-color-dimmed': colour.muted,
    '--mantine-color-anchor': colour.accent,
    '--mantine-color-default': colour['surface-1'],
    '--mantine-color-default-hover': colour.hover,
    '--mantine-color-default-color': colour.text,
    '--mantine-color-default-border': colour.hairline,
    '--mantine-color-placeholder': colour.muted,
    '--mantine-color-error': colour['fail-text'],
    '--mantine-primary-color-contrast': colour['on-accent'],
    '--mantine-color-accent-filled': colour.accent,
    '--mantine-color-accent-filled-hover': colour['accent-hover'],
    '--mantine-color-accent-light': colour['accent-soft'],
    '--mantine-color-accent-light-hover': colour['accent-soft'],
    '--mantine-color-accent-light-color': colour.accent,
    '--mantine-color-accent-text': colour.accent
  }
}

/** Mantine's own variables and ours, from the one table of tokens. */
export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: scheme('light'), dark: scheme('dark') })
