import { themeQuartz } from 'ag-grid-community'

/** AG Grid dressed in the tokens; both themes follow by themselves, since it is all custom properties. */
export const gridTheme = (density: 'compact' | 'comfortable') =>
  themeQuartz.withParams({
    browserColorScheme: 'inherit',
    accentColor: 'var(--p-accent)',
    backgroundColor: 'var(--p-surface-1)',
    foregroundColor: 'var(--p-text)',
    textColor: 'var(--p-text)',
    borderColor: 'var(--p-hairline)',
    headerBackgroundColor: 'var(--p-surface-0)',
    headerTextColor: 'var(--p-muted)',
    headerFontWeight: 600,
    headerFontSize: 12,
    headerHeight: density === 'compact' ? 28 : 32,
    rowHeight: density === 'compact' ? 28 : 32,
    rowHoverColor: 'var(--p-hover)',
    selectedRowBackgroundColor: 'var(--p-selected)',
    oddRowBackgroundColor: 'var(--p-surface-1)',
    columnBorder: false,
    wrapperBorder: false,
    wrapperBorderRadius: 0,
    borderRadius: 4,
    fontFamily: 'inherit',
    fontSize: density === 'compact' ? 12 : 13,
    spacing: 6,
    cellHorizontalPadding: 10,
    iconSize: 14,
    focusShadow: '0 0 0 2px var(--p-accent)'
  })
