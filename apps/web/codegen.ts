import type { CodegenConfig } from '@graphql-codegen/cli'
import { servedOperations } from './contract-operations'

const config: CodegenConfig = {
  schema: '../../packages/schema/schema.graphql',
  documents: [...servedOperations(), 'src/**/*.graphql'],
  ignoreNoDocuments: true,
  generates: {
    'src/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        enumsAsTypes: true,
        useTypeImports: true,
        strictScalars: true,
        inputMaybeValue: 'T | null | undefined',
        scalars: {
          CountryCode: 'string',
          Date: 'string',
          DateTime: 'string',
          Decimal: 'string',
          EmailAddress: 'string',
          JSON: 'unknown',
          Locale: 'string',
          PhoneNumber: 'string',
          SafeInt: 'number',
          TimeZone: 'string',
        },
      },
    },
  },
}

export default config
