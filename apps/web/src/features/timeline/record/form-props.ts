import type { Entry } from '../entry'
import type { Draft } from './draft'
import type { Recording } from './use-record'

/** What every form is given, and how it hands back its draft. */
export interface FormProps {
  clientId: string
  about: Entry | null
  address: string | null
  recording: Recording
  /** Takes the draft as it stands when it is to be saved; null where something needed is missing. */
  draftRef: { current: (() => Draft | null) | null }
}
