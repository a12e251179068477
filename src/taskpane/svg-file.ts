/** What a chart takes from the page's styles, and a file must carry itself. */
const STYLES = ["fill", "stroke", "stroke-dasharray", "font-family", "font-size", "opacity"] as const;
/** Browsers read the address some time after the click. */
const REVOKE_DELAY_MS = 60_000;

/** A chart of the page as the text of an SVG file that looks the same without the page. */
export function svgText(chart: SVGSVGElement): string {
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
  const url = URL.createObjectURL(new Blob([svgText(chart)], { type: "image/svg+xml" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), REVOKE_DELAY_MS);
}
