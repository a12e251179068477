import { appFile } from "./app-file.ts";

const PAGE = "<html><head><title>App</title></head><body><div id=root></div></body></html>";

describe("an app as a file", () => {
  it("is the preview's page with the app's script last", () => {
    expect(appFile(PAGE, "runApp(1)", "Timer")).toBe(
      "<html><head><title>Timer</title></head><body><div id=root></div><script>runApp(1)</script></body></html>",
    );
  });

  it("lets no text of the app end its script or its title", () => {
    const file = appFile(PAGE, 'runApp("</script><script>$& <!--")', "</title><b>");
    expect(file.match(/<script>/g)).toHaveLength(2);
    expect(file.match(/<\/script>/g)).toHaveLength(1);
    expect(file).not.toContain("<!--");
    expect(file).toContain("$&");
    expect(file).toContain("<title>&lt;/title&gt;&lt;b&gt;</title>");
  });
});
