/** The layers of ARCHITECTURE.md: imports point down only. */
const LAYERS = [
  "src/engine",
  "src/core",
  "src/app",
  "src/host",
  "src/(functions|taskpane|playground|preview)",
  "src/entries",
];

const TEST_CODE = "(^|/)testing/|\\.test\\.tsx?$|^e2e/";

/** What a host must do, as the product says it: the one place where a type points up. */
const PORT = "^src/host/port\\.ts$";

/** No folder may import from one above it. */
const pointsDown = LAYERS.slice(0, -1).map((layer, index) => ({
  name: `${layer.replace("src/", "")}-imports-down`,
  severity: "error",
  from: { path: `^${layer}/`, pathNot: TEST_CODE },
  to: { path: `^(${LAYERS.slice(index + 1).join("|")})/`, pathNot: PORT },
}));

/** Only one folder may name a package. */
const onlyIn = (name, folder, packages) => ({
  name,
  severity: "error",
  from: { path: "^src/", pathNot: [`^${folder}/`, TEST_CODE] },
  to: { path: `node_modules/(${packages})` },
});

module.exports = {
  forbidden: [
    ...pointsDown,
    {
      name: "port-names-core-only",
      severity: "error",
      from: { path: PORT },
      to: { pathNot: "^src/core/" },
    },
    {
      name: "port-is-a-type",
      severity: "error",
      from: { path: "^src/(app|core|engine)/", pathNot: TEST_CODE },
      to: { path: PORT, dependencyTypesNot: ["type-only"] },
    },
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "core-is-pure",
      comment: "No page, no Office, no runtime, no Node: what core needs arrives as arguments.",
      severity: "error",
      from: { path: "^src/core/", pathNot: TEST_CODE },
      to: { path: "node_modules/(react|@fluentui|zustand|onnxruntime|office|@univerjs|playwright)" },
    },
    {
      name: "no-node-in-pages",
      severity: "error",
      from: { path: "^src/", pathNot: [TEST_CODE, "/node-[^/]*\\.ts$"] },
      to: { dependencyTypes: ["core"] },
    },
    onlyIn("grid-library-behind-its-host", "src/host/playground", "@univerjs/"),
    onlyIn("xlsx-behind-its-host", "src/host/playground", "@e965/xlsx"),
    onlyIn("runtime-behind-the-engine", "src/engine/local", "onnxruntime"),
    onlyIn("interface-library-in-the-pages", "src/(taskpane|playground)", "@fluentui/"),
    {
      name: "hosts-apart",
      severity: "error",
      from: { path: "^src/host/(office|playground)/", pathNot: TEST_CODE },
      to: { path: "^src/host/(office|playground)/", pathNot: "^src/host/$1/" },
    },
    {
      name: "functions-apart",
      comment: "Cell functions know nothing of a page.",
      severity: "error",
      from: { path: "^src/functions/", pathNot: TEST_CODE },
      to: { path: "^src/(taskpane|playground)/" },
    },
    {
      name: "pane-apart",
      comment: "The pane is the same in Excel and in the playground.",
      severity: "error",
      from: { path: "^src/taskpane/", pathNot: TEST_CODE },
      to: { path: "^src/(functions|playground)/" },
    },
    {
      name: "product-without-test-code",
      severity: "error",
      from: { path: "^(src|scripts|bench)/", pathNot: TEST_CODE },
      to: { path: "(^|/)testing/|\\.test\\.tsx?$" },
    },
    {
      name: "reference-apart",
      comment: "What the kernels are measured against is no part of the product.",
      severity: "error",
      from: { path: "^src/", pathNot: [TEST_CODE, "^src/engine/local/reference/"] },
      to: { path: "^src/engine/local/reference/" },
    },
    {
      name: "product-without-scripts",
      severity: "error",
      from: { path: "^src/", pathNot: TEST_CODE },
      to: { path: "^(scripts|bench|e2e)/" },
    },
    {
      name: "no-development-packages-in-pages",
      severity: "error",
      from: { path: "^src/", pathNot: TEST_CODE },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"], dependencyTypesNot: ["type-only"] },
    },
    { name: "no-unresolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "fixtures/" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "types", "default"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".cjs", ".json", ".d.ts"],
    },
  },
};
