/** The colours of one scheme, by the name of their CSS variable (without the two dashes). */
export type Tokens = Readonly<Record<TokenName, string>>

export type TokenName = keyof typeof light

const light = {
  canvas: '#F7F8FA', surface: '#FFFFFF', raised: '#FFFFFF', sunken: '#F2F4F7', hover: '#F4F6F9',
  selected: '#E9F0FD', 'selected-line': '#B9CFF8',
  line: '#E7EAEF', 'line-2': '#D3D9E1', field: '#7D8795',
  text: '#151A22', 'text-2': '#4A5462', 'text-3': '#646E7B',
  ink: '#1A202A', 'ink-hover': '#333B48', 'on-ink': '#FFFFFF',
  accent: '#1F5FD6', 'accent-soft': '#E9F0FD', 'on-accent': '#FFFFFF',
  pos: '#0B7549', 'pos-soft': '#E4F4EC', neg: '#BC3228', 'neg-soft': '#FCEBE9', warn: '#855600', 'warn-soft': '#FBF1DB',
  orders: '#3F8AE0', 'orders-t': '#1E5CA8', 'orders-s': '#E8F1FC', 'orders-m': '#C3DCF8',
  calls: '#0A6B55', 'calls-t': '#0A6B55', 'calls-s': '#E2F2ED', 'calls-m': '#B5DCCF',
  emails: '#6238B4', 'emails-t': '#6238B4', 'emails-s': '#EFEAF9', 'emails-m': '#D3C5EE',
  documents: '#5F6B7A', 'documents-t': '#4F5A68', 'documents-s': '#EEF1F4', 'documents-m': '#D2D8DF',
  events: '#8F6400', 'events-t': '#7A5500', 'events-s': '#F9F0DB', 'events-m': '#EAD6A4',
  notes: '#8A1168', 'notes-t': '#8A1168', 'notes-s': '#F8E8F3', 'notes-m': '#E7BAD8',
  followups: '#D2634A', 'followups-t': '#A6402A', 'followups-s': '#FCEDE9', 'followups-m': '#F2C7BC',
  g1: '#39475B', g2: '#7486A0', g3: '#AAB7C8', g4: '#D8DFE8',
  shadow: '0 1px 2px rgba(18,26,40,.06)',
  pop: '0 0 0 1px rgba(18,26,40,.07),0 4px 10px rgba(18,26,40,.08),0 16px 36px rgba(18,26,40,.14)',
  band: 'rgba(190,140,20,.095)', 'band-line': '#C79A36',
  weekend: 'rgba(22,34,54,.028)', future: 'rgba(22,34,54,.05)', veil: 'rgba(18,26,40,.28)',
}

const dark: Tokens = {
  canvas: '#0D1014', surface: '#13161B', raised: '#1C2129', sunken: '#0F1216', hover: '#1A1F26',
  selected: '#17253F', 'selected-line': '#2C4A80',
  line: '#22272F', 'line-2': '#353D48', field: '#6A7583',
  text: '#E8EBEF', 'text-2': '#AEB6C1', 'text-3': '#8C96A3',
  ink: '#E8EBEF', 'ink-hover': '#CDD3DA', 'on-ink': '#12151A',
  accent: '#7FAAFF', 'accent-soft': '#17253F', 'on-accent': '#12151A',
  pos: '#4FC48C', 'pos-soft': '#11291E', neg: '#FF8A7D', 'neg-soft': '#341917', warn: '#E7B75A', 'warn-soft': '#2E2412',
  orders: '#4C93F0', 'orders-t': '#86B8F8', 'orders-s': '#15243A', 'orders-m': '#1F416E',
  calls: '#2FB892', 'calls-t': '#4CCBA8', 'calls-s': '#10291F', 'calls-m': '#16503F',
  emails: '#C7B4FF', 'emails-t': '#C7B4FF', 'emails-s': '#241E38', 'emails-m': '#43376A',
  documents: '#C3CCD8', 'documents-t': '#C3CCD8', 'documents-s': '#20252C', 'documents-m': '#3B434E',
  events: '#F2C46D', 'events-t': '#F2C46D', 'events-s': '#2B2312', 'events-m': '#5A481F',
  notes: '#C561A7', 'notes-t': '#E08FC8', 'notes-s': '#2E1727', 'notes-m': '#5E2A4F',
  followups: '#F0704C', 'followups-t': '#FF9B7E', 'followups-s': '#331C14', 'followups-m': '#6A3323',
  g1: '#B9C6D8', g2: '#7A8CA6', g3: '#4C5A6E', g4: '#2C3541',
  shadow: '0 1px 2px rgba(0,0,0,.4)',
  pop: '0 0 0 1px rgba(255,255,255,.09),0 8px 20px rgba(0,0,0,.45),0 20px 44px rgba(0,0,0,.5)',
  band: 'rgba(242,196,109,.055)', 'band-line': '#A8843F',
  weekend: 'rgba(255,255,255,.018)', future: 'rgba(255,255,255,.045)', veil: 'rgba(0,0,0,.5)',
}

/** The only place where a colour is written down; everything else names a token. */
export const tokens: { light: Tokens; dark: Tokens } = { light, dark }
