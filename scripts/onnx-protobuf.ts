import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { runScript } from "./run-script.ts";

const REPOSITORY = fileURLToPath(new URL("..", import.meta.url));
const FOLDER = "src/engine/local/graph";

/** buf reads .proto files; too large to be a dependency for one file that hardly changes, so npm fetches it. */
const BUF = "@bufbuild/buf@1.75.0";

const TEMPLATE = {
  version: "v2",
  plugins: [
    {
      local: ["node", "node_modules/@bufbuild/protoc-gen-es/bin/protoc-gen-es"],
      out: FOLDER,
      opt: ["target=js+dts", "import_extension=js"],
    },
  ],
};

/** `npm run onnx-protobuf`: writes onnx_pb.js and onnx_pb.d.ts again from onnx.proto. */
runScript(import.meta.url, async () => {
  const command = [
    "--yes",
    `--package=${BUF}`,
    "buf",
    "generate",
    FOLDER,
    "--template",
    JSON.stringify(TEMPLATE),
  ];
  const { status } = spawnSync("npx", command, { cwd: REPOSITORY, stdio: "inherit" });
  if (status !== 0) throw new Error("buf could not write the files; its message stands above.");
});
