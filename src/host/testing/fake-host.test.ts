import { FakeHost } from "./fake-host.ts";
import { CONTRACT_ROWS, describeHost } from "./host-contract.ts";

describeHost("the host of tests", async () => {
  const host = new FakeHost(CONTRACT_ROWS);
  host.goneSheets.add("Sheet of nobody");
  host.spills.set("Sheet1!C2", "Sheet1!C2:C3");
  return host;
});
