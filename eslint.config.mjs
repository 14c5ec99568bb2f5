import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

const noConsole = { 'no-console': 'error' }

export default tseslint.config(
  {
    ignores: [
      'out',
      'out-test',
      'node_modules',
      '.cache',
      'test-results',
      'screenshots',
      'playwright-report',
      '*.config.mjs',
      'scripts',
      'resources'
    ]
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.pipeline.json', './tsconfig.main.json', './tsconfig.renderer.json', './tsconfig.tools.json'],
        tsconfigRootDir: import.meta.dirname
      }
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      ...noConsole,
      'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
      'max-depth': ['error', 3],
      complexity: ['error', 15],
      eqeqeq: 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': 'error'
    }
  },
  { files: ['src/renderer/**/*.{ts,tsx}'], plugins: { 'react-hooks': reactHooks }, rules: reactHooks.configs.recommended.rules },
  { files: ['*.config.ts'], rules: { 'no-restricted-exports': 'off' } },
  { files: ['src/pipeline/hosts/cli*.ts', 'bench/**/*.ts'], rules: { 'no-console': 'off' } }
)
