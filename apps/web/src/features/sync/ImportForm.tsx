import { Button, Progress, SegmentedControl } from '@mantine/core'
import { explained, type Failure } from '../../lib/failure'
import { plural } from '../../lib/number'
import { DefaultFields } from './DefaultFields'
import { FileDrop } from './FileDrop'
import classes from './Import.module.css'
import { MappingTable } from './MappingTable'
import { missingFields, type Plan } from './plan'
import { PreviewTable } from './PreviewTable'
import { ReadingOptions } from './ReadingOptions'
import { delimiters, encodings, faultsOfColumns, type Preview } from './read-preview'
import type { Importing } from './use-import'
import type { usePlan } from './use-plan'

interface Props {
  planning: ReturnType<typeof usePlan>
  importing: Importing
  onStart: (dryRun: boolean) => void
}

const found = ({ encoding, delimiter, columns }: Preview) =>
  [encodings[encoding], `parted by ${delimiters[delimiter]?.toLowerCase() ?? delimiter}`, plural(columns.length, 'column')].join(', ')

/** A file, what its columns mean, and the way to start. */
export function ImportForm({ planning, importing, onStart }: Props) {
  const { file, preview, plan, unread, choose, change } = planning
  const busy = importing.sent !== null
  return (
    <div className={classes.form}>
      <SegmentedControl
        className={classes.kind ?? ''}
        aria-label="What the file holds"
        data={[
          { value: 'CLIENTS', label: 'Clients' },
          { value: 'ORDERS', label: 'Orders' },
        ]}
        value={plan.kind}
        onChange={(kind) => change({ kind: kind === 'ORDERS' ? 'ORDERS' : 'CLIENTS' })}
        disabled={busy}
      />
      <FileDrop file={file} found={preview && found(preview)} disabled={busy} onFile={choose} />
      {unread && <Refused failed={unread} />}
      {preview && (
        <>
          <section>
            <h2 className={classes.heading}>Columns</h2>
            <MappingTable kind={plan.kind} preview={preview} mapping={plan.mapping} onChange={(mapping) => change({ mapping })} />
          </section>
          <section>
            <h2 className={classes.heading}>The same for every row</h2>
            <DefaultFields plan={plan} onChange={(defaults) => change({ defaults })} />
          </section>
          <section>
            <h2 className={classes.heading}>Source, dates and text</h2>
            <ReadingOptions plan={plan} preview={preview} sourceFault={sourceFault(importing.failed)} onChange={change} />
          </section>
          <section>
            <h2 className={classes.heading}>First {plural(preview.rows.length, 'row')}</h2>
            <PreviewTable kind={plan.kind} preview={preview} mapping={plan.mapping} />
          </section>
          <StartBar planning={planning} importing={importing} onStart={onStart} />
        </>
      )}
    </div>
  )
}

const sourceFault = (failed: Failure | null) => failed?.fields.find(({ path }) => /(^|\.)source$/.test(path))?.message ?? null

/** All that the server found wrong, at once. */
function Refused({ failed }: { failed: Failure }) {
  const { title, advice } = explained(failed, 'The import')
  return (
    <div className={classes.refused} role="alert">
      {failed.fields.map(({ path, message }) => (
        <p key={`${path} ${message}`}>{`${path}: ${message}`}</p>
      ))}
      {failed.fields.length === 0 && <p>{`${title.replace('did not load', 'did not start')} ${advice}`}</p>}
    </div>
  )
}

function faultsOf(plan: Plan, preview: Preview): string[] {
  const missing = missingFields(plan)
  return [
    ...faultsOfColumns(preview.columns),
    ...(missing.length > 0 ? [`Still needed: ${missing.join(', ')}. Map a column, or give one value for every row.`] : []),
    ...(plan.source.trim() === '' ? ['Name the source.'] : []),
  ]
}

/** What is still missing, then the two ways to start: trying it out changes nothing. */
function StartBar({ planning: { plan, preview }, importing, onStart }: Props) {
  const faults = preview ? faultsOf(plan, preview) : []
  const ready = faults.length === 0
  return (
    <div className={classes.start}>
      {importing.failed && <Refused failed={importing.failed} />}
      {importing.sent === null ? (
        <>
          <div className={classes.faults} role="status">
            {faults.map((fault) => (
              <p key={fault}>{fault}</p>
            ))}
          </div>
          <Button variant="default" disabled={!ready} onClick={() => onStart(true)}>
            Try it out
          </Button>
          <Button disabled={!ready} onClick={() => onStart(false)}>
            Import
          </Button>
        </>
      ) : (
        <>
          <Progress className={classes.sending ?? ''} value={100 * importing.sent} aria-label="The file is being sent" />
          <span className={classes.share}>{`${Math.floor(100 * importing.sent)} % sent`}</span>
          <Button variant="default" onClick={importing.stop}>
            Stop
          </Button>
        </>
      )}
    </div>
  )
}
