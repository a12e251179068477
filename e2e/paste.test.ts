import { openPlayground, type PlaygroundSession } from "./playground-session.ts";

interface StyleApi {
  getActiveWorkbook(): {
    getActiveSheet(): { getRange(address: string): { getCellStyleData(): { bl?: number } | null } };
  };
}
declare const window: Window & { univerAPI: StyleApi; violations?: string[] };

/** As each program writes a table of two rows into the clipboard, shortened; the first row is bold by a class. */
const TABLES: readonly [program: string, html: string][] = [
  [
    "Excel",
    `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=ProgId content=Excel.Sheet>
<style>
<!--table {mso-displayed-decimal-separator:"\\."; mso-displayed-thousand-separator:"\\,";}
@page {margin:.75in .7in .75in .7in;}
tr {mso-height-source:auto;}
td {padding-top:1px; color:black; font-size:11.0pt; font-weight:400; mso-number-format:General;}
.xl65 {font-weight:700;}
-->
</style></head><body><table border=0 cellpadding=0 cellspacing=0><!--StartFragment-->
 <col width=64 span=2>
 <tr height=20><td class=xl65 width=64>Country</td><td class=xl65 width=64>Stars</td></tr>
 <tr height=20><td height=20>Peru</td><td align=right>3</td></tr>
<!--EndFragment--></table></body></html>`,
  ],
  [
    "Google Sheets",
    `<meta charset='utf-8'><google-sheets-html-origin><style type="text/css"><!--td {border: 1px solid #cccccc;}br {mso-data-placement:same-cell;}.bold {font-weight:bold;}--></style><table xmlns="http://www.w3.org/1999/xhtml" cellspacing="0" dir="ltr"><colgroup><col width="100"/><col width="100"/></colgroup><tbody><tr><td class="bold">Country</td><td class="bold">Stars</td></tr><tr><td>Peru</td><td>3</td></tr></tbody></table>`,
  ],
  [
    "LibreOffice",
    `<!DOCTYPE html><html><head><meta name="generator" content="LibreOffice 24.8"/><style type="text/css">body,div,table,thead,tbody,tfoot,tr,th,td,p { font-family:"Liberation Sans"; font-size:x-small } .bold { font-weight:bold }</style></head><body><table cellspacing="0" border="0"><colgroup span="2" width="85"></colgroup><tr><td class="bold" height="17" align="left">Country</td><td class="bold" align="left">Stars</td></tr><tr><td align="left">Peru</td><td align="right" sdval="3" sdnum="1033;">3</td></tr></table></body></html>`,
  ],
];

/** Keeps what the page's policy refuses. */
function keepViolations(): void {
  const violations: string[] = (window.violations = []);
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
    violations.push(`${violatedDirective} ${blockedURI}`),
  );
}

describe("a table copied in another program", () => {
  let session: PlaygroundSession;

  beforeAll(async () => {
    session = await openPlayground([keepViolations]);
  });

  afterAll(() => session.close());

  /** Puts it into the browser's clipboard as a program that gives markup and text does. */
  async function copy(html: string): Promise<void> {
    const other = await session.context.newPage();
    await other.setContent("<textarea>something</textarea>");
    await other.evaluate((markup) => {
      document.addEventListener("copy", (event) => {
        event.clipboardData!.setData("text/html", markup);
        event.clipboardData!.setData("text/plain", "Country\tStars\nPeru\t3");
        event.preventDefault();
      });
      document.querySelector("textarea")!.select();
    }, html);
    await other.keyboard.press("Control+C");
    await other.close();
  }

  it.each(TABLES)("stands in the cells after it is pasted: %s", async (_program, html) => {
    const { playground } = session;
    await copy(html);
    await playground.page.bringToFront();
    await playground.newSheet();
    await playground.pointer.click(1, 1);
    await playground.page.keyboard.press("Control+V");
    expect(await playground.settled("B2:C3")).toEqual(["Country", "Stars", "Peru", 3]);
    const isBold = (address: string) =>
      playground.page.evaluate(
        (where) =>
          window.univerAPI.getActiveWorkbook().getActiveSheet().getRange(where).getCellStyleData()?.bl === 1,
        address,
      );
    expect([await isBold("B2"), await isBold("B3")]).toEqual([true, false]);
    expect(await playground.page.evaluate(() => window.violations)).toEqual([]);
    expect(playground.pageErrors).toEqual([]);
  });
});
