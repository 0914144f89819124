import {
  Button,
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core'
import { tokens, type Tokens } from './tokens'

const repeated = (value: string): MantineColorsTuple => [value, value, value, value, value, value, value, value, value, value]

/** Filled buttons are ink, whose text is the other end of the scale in each scheme. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input)
  return input.variant === 'filled' ? { ...colors, color: 'var(--on-ink)' } : colors
}

const veil = { color: 'var(--veil)', backgroundOpacity: 1 }
const title = { fontWeight: 600 }

export const theme = createTheme({
  primaryColor: 'ink',
  colors: {
    ink: repeated('var(--ink)'),
    red: repeated('var(--neg)'),
    green: repeated('var(--pos)'),
    yellow: repeated('var(--warn)'),
    blue: repeated('var(--accent)'),
  },
  variantColorResolver,
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono', ui-monospace, monospace",
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '15px', xl: '20px' },
  lineHeights: { xs: '1.27', sm: '1.34', md: '1.385', lg: '1.34', xl: '1.3' },
  headings: { fontWeight: '600' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '4px', sm: '5px', md: '6px', lg: '8px', xl: '9px' },
  defaultRadius: 'md',
  respectReducedMotion: true,
  cursorType: 'pointer',
  focusRing: 'never',
  components: {
    Button: Button.extend({ defaultProps: { size: 'xs', variant: 'filled' }, styles: { root: { fontWeight: 500 } } }),
    InputWrapper: { styles: { label: { fontWeight: 500, marginBottom: 4 }, error: { fontSize: 'var(--mantine-font-size-xs)' }, description: { fontSize: 'var(--mantine-font-size-xs)', marginBottom: 4 } } },
    Input: { classNames: { wrapper: 'bs-input' } },
    TextInput: { defaultProps: { size: 'xs' } },
    PasswordInput: { defaultProps: { size: 'xs' } },
    // Choosing the same again keeps it: what may be left open is cleared by its cross.
    Select: { defaultProps: { size: 'xs', checkIconPosition: 'right', allowDeselect: false } },
    MultiSelect: { defaultProps: { size: 'xs' } },
    TagsInput: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs', iconColor: 'var(--on-ink)' }, classNames: { input: 'bs-checkbox' } },
    Switch: { defaultProps: { color: 'blue' } },
    SegmentedControl: { defaultProps: { size: 'xs', transitionDuration: 120 } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: false, transitionProps: { duration: 80 } } },
    Popover: { defaultProps: { transitionProps: { duration: 120 } } },
    Menu: { defaultProps: { transitionProps: { duration: 120 } } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Dismiss' } } },
    Modal: { styles: { title }, defaultProps: { transitionProps: { duration: 120 }, overlayProps: veil } },
    Drawer: { styles: { title }, defaultProps: { transitionProps: { duration: 180 }, overlayProps: veil } },
  },
})

/** Greys and darks that Mantine's own parts reach for, said in our tokens, so that nothing off the palette appears. */
const mantineNames = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-bright': 'var(--text)',
  '--mantine-color-dimmed': 'var(--text-3)',
  '--mantine-color-placeholder': 'var(--text-3)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-error': 'var(--neg)',
  '--mantine-color-success': 'var(--pos)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--line-2)',
  '--mantine-color-disabled': 'var(--sunken)',
  '--mantine-color-disabled-color': 'var(--text-3)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-contrast': 'var(--on-ink)',
  '--mantine-color-ink-filled-hover': 'var(--ink-hover)',
  '--mantine-color-ink-light': 'var(--sunken)',
  '--mantine-color-ink-light-hover': 'var(--hover)',
  '--mantine-color-ink-light-color': 'var(--text)',
  '--mantine-color-ink-outline-hover': 'var(--hover)',
  '--mantine-color-red-light': 'var(--neg-soft)',
  '--mantine-color-red-light-hover': 'var(--neg-soft)',
  '--mantine-color-red-light-color': 'var(--neg)',
}

const greys = ['hover', 'sunken', 'line', 'line-2', 'line-2', 'text-3', 'text-3', 'text-2', 'text', 'text']
const darks = ['text', 'text-2', 'text-3', 'text-3', 'line-2', 'hover', 'raised', 'surface', 'canvas', 'sunken']

const scale = (name: string, names: string[]) =>
  Object.fromEntries(names.map((token, shade) => [`--mantine-color-${name}-${shade}`, `var(--${token})`]))

const scheme = (values: Tokens) => ({
  ...Object.fromEntries(Object.entries(values).map(([name, value]) => [`--${name}`, value])),
  ...mantineNames,
})

/** Hands the tokens to the page: one set of CSS variables a scheme. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: { ...scale('gray', greys), ...scale('dark', darks) },
  light: scheme(tokens.light),
  dark: scheme(tokens.dark),
})
