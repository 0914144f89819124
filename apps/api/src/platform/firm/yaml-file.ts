import { parse } from 'yaml'

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
