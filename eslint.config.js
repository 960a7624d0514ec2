import js from '@eslint/js';
import globals from 'globals';

export default [
  {ignores: ['static/vendor/']},
  js.configs.recommended,
  {
    rules: {
      'eqeqeq': 'error',
      'max-len': ['error', {code: 120}],
      'no-unused-vars': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  {files: ['static/**/*.js', 'tools/**/*.js'], languageOptions: {globals: {...globals.browser, L: 'readonly'}}},
  {files: ['tests/**/*.js', '*.js'], languageOptions: {globals: globals.node}},
];
