import { useApolloClient } from '@apollo/client/react'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { ImportsDocument } from '../../generated/graphql'
import classes from './Import.module.css'
import { ImportForm } from './ImportForm'
import { ImportHistory } from './ImportHistory'
import { ImportProgress } from './ImportProgress'
import { keepSource } from './source-name'
import { useImport } from './use-import'
import { usePlan } from './use-plan'

/** Files come in here: the form, the import that is looked at (its id is in the address), and those before. */
export function ImportDesk() {
  const client = useApolloClient()
  const planning = usePlan()
  const importing = useImport()
  const [params, setParams] = useSearchParams()
  const [triedId, setTriedId] = useState<string | null>(null)
  const shownId = params.get('id')
  const start = async (dryRun: boolean) => {
    if (!planning.file) return
    const id = await importing.start(planning.file, planning.plan, dryRun)
    await client.refetchQueries({ include: [ImportsDocument] })
    if (!id) return
    keepSource(planning.plan.kind, planning.plan.source)
    if (dryRun) setTriedId(id)
    else planning.clear()
    setParams({ id })
  }
  const importNow = shownId === triedId && (
    <Button loading={importing.sent !== null} onClick={() => void start(false)}>
      Import now
    </Button>
  )
  return (
    <div className={classes.desk}>
      <div className={classes.work}>
        <h1 className={classes.title}>Import</h1>
        {shownId && <ImportProgress key={shownId} id={shownId} next={importNow} />}
        <ImportForm planning={planning} importing={importing} onStart={(dryRun) => void start(dryRun)} />
      </div>
      <aside className={classes.history} aria-label="Earlier imports">
        <h2 className={classes.historyHeading}>Earlier imports</h2>
        <ImportHistory shownId={shownId} />
      </aside>
    </div>
  )
}
