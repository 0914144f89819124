import './lib/require-node.mjs'
import { runCommand } from './lib/failure.mjs'
import { runNamed } from './lib/run-named.mjs'

await runCommand(() => runNamed('proofs'))
