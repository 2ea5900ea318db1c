/** Rules for the JavaScript of the extension and of the web app. Run from the repository's root with --config, which makes the root the base of paths. */

import js from "@eslint/js";
import globals from "globals";

const strict = {
  "array-callback-return": "error",
  complexity: ["error", 14],
  curly: ["error", "multi-line"],
  eqeqeq: "error",
  "max-lines": ["error", 260],
  "no-console": "error",
  "no-eval": "error",
  "no-implicit-globals": "error",
  "no-implied-eval": "error",
  "no-new-func": "error",
  "no-param-reassign": "off",
  "no-shadow": "error",
  "no-throw-literal": "error",
  "no-unused-vars": ["error", { args: "all", argsIgnorePattern: "^_$", caughtErrors: "all" }],
  "no-use-before-define": ["error", { functions: false, classes: true, variables: true }],
  "no-useless-return": "error",
  "no-var": "error",
  "object-shorthand": "error",
  "prefer-const": "error",
  "require-await": "error",
  // Much of what is shown came from a page: it goes in as text, never as markup.
  "no-restricted-properties": [
    "error",
    ...["innerHTML", "outerHTML", "insertAdjacentHTML", "write", "setHTMLUnsafe"].map((property) => ({ property })),
  ],
  "no-restricted-globals": ["error", "localStorage", "sessionStorage", "indexedDB"],
};

export default [
  js.configs.recommended,
  {
    files: ["**/*.js"],
    languageOptions: { ecmaVersion: 2024, sourceType: "module", globals: { ...globals.browser, chrome: "readonly" } },
    rules: strict,
  },
  { files: ["**/extension/capture/*.js"], languageOptions: { sourceType: "script" } },
  {
    files: ["**/webapp/**/*.js"],
    languageOptions: { sourceType: "script" },
    // Joined to one script by the build, in which "use strict" stands at its head once more.
  },
  {
    // The choice of language, and whether somebody was signed in: nothing personal.
    files: ["**/webapp/boot/{ahead,texts}.js"],
    rules: { "no-restricted-globals": "off" },
  },
  { files: ["eslint.config.js"], languageOptions: { globals: globals.node } },
];
