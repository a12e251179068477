import { FakeExcel } from "../src/host/office/testing/fake-excel.ts";

/** What Excel's page has in the place of office.js: Excel with a small sheet. */
new FakeExcel({
  Sheet1: [
    ["Country", "Capital"],
    ["Peru", "Lima"],
  ],
}).install();
Object.assign(Office, { HostType: { Excel: "Excel" }, onReady: async () => ({ host: "Excel" }) });
Object.assign(Office.context, { displayLanguage: "en-US" });
