import { useState } from 'react'
import { failure, type Failure } from '../../lib/failure'
import { guessDefaults, guessMapping } from './guess-mapping'
import type { FileKind } from './import-fields'
import type { Plan } from './plan'
import { previewOf, type Preview } from './read-preview'
import { guessSource } from './source-name'

const emptyPlan = (kind: FileKind): Plan => ({
  kind,
  mapping: {},
  defaults: {},
  source: '',
  timeZone: null,
  dateOrder: null,
  encoding: null,
  delimiter: null,
})

const guessed = (plan: Plan, { columns }: Preview): Plan => {
  const mapping = guessMapping(plan.kind, columns)
  return { ...plan, mapping, defaults: guessDefaults(plan.kind, mapping) }
}

/** The chosen file, what its beginning shows, and what is decided about it. */
export function usePlan() {
  const [file, setFile] = useState<File | null>(null)
  const [preview, setPreview] = useState<Preview | null>(null)
  const [plan, setPlan] = useState<Plan>(() => emptyPlan('CLIENTS'))
  const [unread, setUnread] = useState<Failure | null>(null)

  const read = async (chosen: File, next: Plan) => {
    setUnread(null)
    try {
      const found = await previewOf(chosen, next)
      setPreview(found)
      setPlan(guessed(next, found))
    } catch {
      setPreview(null)
      setUnread(failure('BAD_USER_INPUT', `${chosen.name} cannot be read. It may have been moved or changed; choose it again.`))
    }
  }
  const choose = (chosen: File) => {
    const next = { ...emptyPlan(plan.kind), source: guessSource(plan.kind, chosen.name), timeZone: plan.timeZone }
    setFile(chosen)
    setPlan(next)
    void read(chosen, next)
  }
  const change = (part: Partial<Plan>) => {
    const next = { ...plan, ...part }
    setPlan(next)
    if (!file || !preview) return
    if (next.encoding !== plan.encoding || next.delimiter !== plan.delimiter) void read(file, next)
    else if (next.kind !== plan.kind) setPlan(guessed({ ...next, source: guessSource(next.kind, file.name) }, preview))
  }
  const clear = () => {
    setFile(null)
    setPreview(null)
    setPlan(emptyPlan(plan.kind))
  }
  return { file, preview, plan, unread, choose, change, clear }
}
