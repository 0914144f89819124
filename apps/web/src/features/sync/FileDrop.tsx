import { Button } from '@mantine/core'
import { useId, useRef, useState, type DragEvent } from 'react'
import { formatBytes } from '../../lib/number'
import classes from './Import.module.css'

interface Props {
  file: File | null
  /** What was found in the file, in words; null before. */
  found: string | null
  disabled: boolean
  onFile: (file: File) => void
}

/** Where a file is dropped or chosen; afterwards one line that says which it is. */
export function FileDrop({ file, found, disabled, onFile }: Props) {
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const [dropped] = event.dataTransfer.files
    if (dropped && !disabled) onFile(dropped)
  }
  return (
    <div
      className={classes.drop}
      data-over={over || undefined}
      data-filled={file !== null || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <label className={classes.dropText} htmlFor={id}>
        {file ? (
          <>
            <strong>{file.name}</strong> <span>{[formatBytes(file.size), found].filter(Boolean).join(', ')}</span>
          </>
        ) : (
          <>
            <strong>Drop a CSV here</strong>{' '}
            <span>or choose one. Its first line names the columns; nothing is sent before you say so.</span>
          </>
        )}
      </label>
      <Button variant="default" disabled={disabled} onClick={() => input.current?.click()}>
        {file ? 'Another file' : 'Choose a file'}
      </Button>
      <input
        ref={input}
        id={id}
        className="visually-hidden"
        type="file"
        tabIndex={-1}
        accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
        onChange={(event) => {
          const [chosen] = event.currentTarget.files ?? []
          if (chosen) onFile(chosen)
          event.currentTarget.value = ''
        }}
      />
    </div>
  )
}
