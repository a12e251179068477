import prettier from "eslint-config-prettier";
import reactHooks from "eslint-plugin-react-hooks";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

const TESTS = ["**/*.test.{ts,tsx}", "**/testing/**", "e2e/**"];

const OFFICE_GLOBALS = ["Office", "OfficeExtension", "Excel", "CustomFunctions"];
const PAGE_GLOBALS = [
  "window",
  "document",
  "self",
  "location",
  "navigator",
  "localStorage",
  "sessionStorage",
  "indexedDB",
  "fetch",
  "Worker",
  "HTMLElement",
];

const OFFICE_ONLY = "Only src/host/office, src/functions and entries name Office.";

const NO_DEFAULT_EXPORT = {
  selector: "ExportDefaultDeclaration",
  message: "Export by name, after the file.",
};
const NO_OFFICE_TYPES = {
  selector: `TSQualifiedName > Identifier.left[name=/^(${OFFICE_GLOBALS.join("|")})$/]`,
  message: OFFICE_ONLY,
};

const forbidGlobals = (names, message) => ["error", ...names.map((name) => ({ name, message }))];

const limit = (max) => ["error", { max, skipBlankLines: true, skipComments: true }];

export default defineConfig(
  {
    ignores: [
      "node_modules/",
      "dist/",
      ".cache/",
      "coverage/",
      "src/engine/local/graph/onnx_pb.*",
      "**/assembly/",
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { "react-hooks": reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      "max-lines": limit(300),
      // Prettier wraps code, and leaves comments alone.
      "max-len": ["error", { code: 10_000, comments: 120, ignoreUrls: true }],
      "no-restricted-syntax": ["error", NO_DEFAULT_EXPORT],
      "@typescript-eslint/consistent-type-imports": ["error", { disallowTypeAnnotations: false }],
      // Spread by code points is what tokenizers and formulas mean.
      "@typescript-eslint/no-misused-spread": "off",
      // Browsers lack what their types promise, and files hold what theirs do not.
      "@typescript-eslint/no-unnecessary-condition": "off",
      // The grid library hands out plain functions as methods.
      "@typescript-eslint/unbound-method": "off",
      // The grid library takes its enumerations' values as plain strings.
      "@typescript-eslint/no-unsafe-enum-assignment": "off",
      // Lookups by a computed index are checked by the loop around them; a throw for each would hide the arithmetic.
      "@typescript-eslint/no-non-null-assertion": "off",
      // Interfaces ask for promises where one implementation answers at once.
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true, argsIgnorePattern: "^_" }],
    },
  },
  {
    files: ["src/**/*.{ts,tsx}"],
    ignores: ["src/host/office/**", "src/functions/**", "src/entries/**"],
    rules: {
      "no-restricted-globals": forbidGlobals(OFFICE_GLOBALS, OFFICE_ONLY),
      "no-restricted-syntax": ["error", NO_DEFAULT_EXPORT, NO_OFFICE_TYPES],
    },
  },
  {
    files: ["src/core/**/*.ts"],
    ignores: TESTS,
    rules: {
      "no-restricted-globals": forbidGlobals(
        [...OFFICE_GLOBALS, ...PAGE_GLOBALS],
        "Core is pure: pass it in.",
      ),
    },
  },
  { files: TESTS, rules: { "max-lines": limit(500) } },
  prettier,
);
