import { register } from "tsx/esm/api";

// Test files run in child processes as native ES modules, outside jest's vm contexts: onnxruntime-web needs one realm.
process.env.NODE_OPTIONS = [process.env.NODE_OPTIONS, "--import=tsx"].filter(Boolean).join(" ");
// With one worker they run in jest's own process.
register();

export default {
  runner: "jest-light-runner/child-process",
  testMatch: ["<rootDir>/src/**/*.test.{ts,tsx}", "<rootDir>/scripts/**/*.test.ts"],
  maxWorkers: 2,
};
