// Test files run in child processes as native ES modules, outside jest's vm contexts: onnxruntime-web needs one realm.
process.env.NODE_OPTIONS = [process.env.NODE_OPTIONS, "--import=tsx"].filter(Boolean).join(" ");

export default {
  runner: "jest-light-runner/child-process",
  testMatch: ["<rootDir>/src/**/*.test.{ts,tsx}", "<rootDir>/scripts/**/*.test.ts"],
  maxWorkers: 2,
};
