import base from "./jest.config.js";

/** Journeys through the built pages with the real model: one at a time, each with minutes to finish. */
export default {
  ...base,
  testMatch: ["<rootDir>/e2e/**/*.test.ts"],
  maxWorkers: 1,
  testTimeout: 180_000,
};
