import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { z } from 'zod'

/** The firm's configuration is wrong: every fault at once, a line each. */
export class FirmError extends Error {}

/** What a file of the configuration says. @throws {FirmError} */
export function readYaml(text: string, file: string): unknown {
  try {
    return parse(text)
  } catch (error) {
    throw new FirmError(`${file} is no YAML: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/**
 * What a file of the configuration's folder says by a schema. @param without what one that is not there stands for.
 * @throws {FirmError} with all its faults; one that cannot be read never passes for one that is not there.
 */
export async function readFirmFile<Schema extends z.ZodType>(configDir: string, name: string, schema: Schema, without: unknown): Promise<z.output<Schema>> {
  const path = join(configDir, name)
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw new FirmError(`${path} cannot be read: ${String(error)}`)
  })
  const parsed = schema.safeParse(text === null ? without : readYaml(text, path))
  if (parsed.success) return parsed.data
  throw new FirmError(`${path} is not right:\n${parsed.error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}`).join('\n')}`)
}
