import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';

// The build lowers syntax for the old browsers of televisions (Chrome 87), but adds no missing functions.
const TOO_NEW = '/^(at|findLast|findLastIndex|groupBy|hasOwn|toReversed|toSorted|toSpliced|withResolvers)$/';
const message = 'The oldest browsers that show a wall do not have this function.';

export default defineConfig(
  { ignores: ['dist/', 'server/platform/database-types.ts'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  ts.configs.recommendedTypeChecked,
  svelte.configs.recommended,
  svelte.configs.prettier,
  {
    languageOptions: { parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] } },
    rules: {
      eqeqeq: 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // Async functions without await keep their promise: a throw inside them is always a rejection.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['server/**', 'shared/**', 'client/**'],
    rules: { 'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ['client/**'],
    rules: {
      'no-restricted-globals': ['error', { name: 'structuredClone', message }],
      'no-restricted-syntax': [
        'error',
        { selector: `CallExpression > MemberExpression.callee[property.name=${TOO_NEW}]`, message },
      ],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: {
      'svelte/no-at-html-tags': 'error',
      // State is either a rune or replaced as a whole; a Map inside a function is nobody's state.
      'svelte/prefer-svelte-reactivity': 'off',
      // TypeScript knows which names exist, and svelte-check what components are; ESLint takes these for any.
      'no-undef': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  { files: ['**/*.js'], extends: [ts.configs.disableTypeChecked] },
);
