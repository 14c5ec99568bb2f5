import type { PartitionState } from '../../pipeline/contract'

export type Scheme = 'light' | 'dark'

const light = {
  'surface-0': '#F7F8FA',
  'surface-1': '#FFFFFF',
  'surface-2': '#FFFFFF',
  hairline: '#E4E7EC',
  strong: '#101828',
  text: '#344054',
  muted: '#667085',
  accent: '#2B59FF',
  'on-accent': '#FFFFFF',
  'accent-hover': '#1E49E6',
  'accent-soft': '#EBF0FF',
  control: '#7F8A9C',
  hover: '#F0F2F5',
  selected: '#EBF0FF',
  disabled: '#98A2B3',
  'warn-band': '#FFF6E5',
  'warn-text': '#93370D',
  'fail-band': '#FEF1F0',
  'fail-text': '#B42318',
  'simulated-band': '#F3EFFE',
  'simulated-text': '#5925DC'
} as const
export type Token = keyof typeof light

const dark: Record<Token, string> = {
  'surface-0': '#0E1116',
  'surface-1': '#151A21',
  'surface-2': '#1B222B',
  hairline: '#273040',
  strong: '#F2F4F7',
  text: '#D0D5DD',
  muted: '#94A0B2',
  accent: '#7A9BFF',
  'on-accent': '#0E1116',
  'accent-hover': '#93AEFF',
  'accent-soft': '#1D2740',
  control: '#6B778A',
  hover: '#1F2630',
  selected: '#1D2740',
  disabled: '#5D6878',
  'warn-band': '#2B2213',
  'warn-text': '#FDB022',
  'fail-band': '#2C191A',
  'fail-text': '#FDA29B',
  'simulated-band': '#251F3D',
  'simulated-text': '#BDA8FF'
}

export const tokens: Record<Scheme, Record<Token, string>> = { light, dark }

/** The colour of a state's symbol; the word beside it stays in the colour of text. */
export const stateColours: Record<Scheme, Record<PartitionState, string>> = {
  light: {
    ok: '#12805C',
    empty: '#667085',
    partial: '#12805C',
    stale: '#5925DC',
    missing: '#7F8A9C',
    late: '#B54708',
    running: '#2B59FF',
    failed: '#D92D20',
    refused: '#C11574'
  },
  dark: {
    ok: '#3CCB9B',
    empty: '#94A0B2',
    partial: '#3CCB9B',
    stale: '#A48AFB',
    missing: '#758196',
    late: '#FDB022',
    running: '#7A9BFF',
    failed: '#F97066',
    refused: '#F670C7'
  }
}

/** All tokens of a scheme as CSS custom properties: `--p-<token>` and `--p-state-<state>`. */
export function cssTokens(scheme: Scheme): Record<string, string> {
  const plain = Object.entries(tokens[scheme]).map(([name, value]) => [`--p-${name}`, value])
  const states = Object.entries(stateColours[scheme]).map(([name, value]) => [`--p-state-${name}`, value])
  return Object.fromEntries([...plain, ...states]) as Record<string, string>
}
