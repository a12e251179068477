import { giveFile } from "../give-file.ts";

/** What a chart takes from the page's styles, and a file must carry itself. */
const STYLES = ["fill", "stroke", "stroke-dasharray", "font-family", "font-size", "opacity"] as const;

/** A chart of the page as the text of an SVG file that looks the same without the page. */
function svgText(chart: SVGSVGElement): string {
  const copy = chart.cloneNode(true) as SVGSVGElement;
  const originals = [chart, ...chart.querySelectorAll("*")];
  for (const [index, element] of [copy, ...copy.querySelectorAll("*")].entries()) {
    const style = getComputedStyle(originals[index]!);
    element.removeAttribute("class");
    element.removeAttribute("style");
    for (const name of STYLES) element.setAttribute(name, style.getPropertyValue(name));
  }
  const { width, height } = chart.viewBox.baseVal;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  return new XMLSerializer().serializeToString(copy);
}

/** Puts a chart into the person's downloads. */
export function saveChart(chart: SVGSVGElement, fileName: string): void {
  giveFile(svgText(chart), fileName, "image/svg+xml");
}
