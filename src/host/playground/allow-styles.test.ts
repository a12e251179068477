import { STYLE_NONCE } from "../style-nonce.ts";
import { allowStyles } from "./allow-styles.ts";

describe("pasted markup", () => {
  it.each([
    ["<style>td { color: red }</style><table></table>", "<style", "<style"],
    ['<STYLE type="text/css">td {}</STYLE>', "<STYLE", "<style"],
  ])("has style elements that carry the page's nonce: %s", (html, before, after) => {
    expect(allowStyles(html)).toBe(html.replace(before, `${after} nonce="${STYLE_NONCE}"`));
  });

  it("keeps the nonce of the page where it brings one of its own", () => {
    // Of two attributes with the same name the first counts.
    expect(allowStyles('<style nonce="other">')).toBe(`<style nonce="${STYLE_NONCE}" nonce="other">`);
  });

  it("stays as it is in texts of cells and in other elements", () => {
    const html = '<td style="color: red">&lt;style&gt; <styled>x</styled></td>';
    expect(allowStyles(html)).toBe(html);
  });
});
