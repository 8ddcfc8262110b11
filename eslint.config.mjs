import tseslint from 'typescript-eslint'

const impure = [
  { object: 'Date', property: 'now', message: 'Pure files take the moment as an argument.' },
  { object: 'Math', property: 'random', message: 'Pure files take chance as an argument.' },
  { object: 'process', property: 'env', message: 'Only the configuration reads the environment.' },
]

export default tseslint.config(
  {
    ignores: [
      'build/',
      '.data/',
      'node_modules/',
      'app/platform/prisma/',
      'extensions/',
      'public/',
      'dev-shop/admin-page/**/*.js',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/only-throw-error': 'off', // Remix answers by throwing a Response.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.object.name='vi'][callee.property.name='mock']",
          message: 'Test on real parts.',
        },
      ],
    },
  },
  {
    files: ['app/**/*.ts', 'app/**/*.tsx'],
    ignores: ['app/**/*.server.ts', 'app/**/*.server.tsx', 'app/routes/**', 'app/entry.*'],
    rules: {
      'no-restricted-properties': ['error', ...impure],
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'Pure files take the moment as an argument.',
        },
        {
          selector: "VariableDeclarator[id.type='ObjectPattern'] > CallExpression[callee.name='useAppBridge']",
          message: 'Take a part of App Bridge in an effect or on a click: on the server nothing of it may be touched.',
        },
      ],
    },
  },
  { files: ['**/*.mjs', '**/*.cjs', '**/*.js'], ...tseslint.configs.disableTypeChecked },
)
