import { exampleCode } from "./code-text.ts";
import { compileApp } from "./compile-app.ts";
import { SAMPLE_APPS } from "./sample-apps.ts";

describe.each(SAMPLE_APPS.map(({ description, code }) => [description, code] as const))("%s", (_, code) => {
  it("compiles, and stands as the model is shown it", () => {
    expect(compileApp(code)).toHaveProperty("script");
    expect(exampleCode(code)).toBe(code);
  });
});
