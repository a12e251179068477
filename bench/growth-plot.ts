/** How a rate, or memory, changes with the size of the work. */
export interface GrowthSeries {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  /** limit: what the processor would allow, in the same unit. */
  readonly points: { readonly x: number; readonly y: number; readonly limit?: number }[];
}

const WIDTH = 300;
const HEIGHT = 180;
const MARGIN = 48;
const PANEL_WIDTH = WIDTH + 2 * MARGIN;
const PANEL_HEIGHT = HEIGHT + 2 * MARGIN;
const PANELS_IN_A_ROW = 2;

/** An SVG with a panel for each series: sizes on a logarithmic axis, values from 0, the limit dashed. */
export function growthPlots(
  series: readonly GrowthSeries[],
  { label, subtitle }: { readonly label: string; readonly subtitle: string },
): string {
  const width = PANELS_IN_A_ROW * PANEL_WIDTH;
  const height = Math.ceil(series.length / PANELS_IN_A_ROW) * PANEL_HEIGHT + MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" role="img" aria-label="${label}">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<text x="${MARGIN}" y="24" font-size="12">${subtitle}</text>`,
    ...series.map(panel),
    "</svg>\n",
  ].join("\n");
}

function panel({ title, unit, points }: GrowthSeries, place: number): string {
  const xs = points.map(({ x }) => Math.log(x));
  const [first, last] = [Math.min(...xs), Math.max(...xs)];
  const top = 1.1 * Math.max(...points.flatMap(({ y, limit = 0 }) => [y, limit]));
  const at = (x: number) => MARGIN + ((Math.log(x) - first) / (last - first)) * WIDTH;
  const height = (y: number) => MARGIN + (1 - y / top) * HEIGHT;
  const line = (values: readonly (readonly [number, number])[], style: string) =>
    `<polyline fill="none" ${style} points="${values.map(([x, y]) => `${at(x).toFixed(1)},${height(y).toFixed(1)}`).join(" ")}"/>`;
  const limits = points.flatMap(({ x, limit }) => (limit === undefined ? [] : [[x, limit] as const]));
  const column = (place % PANELS_IN_A_ROW) * PANEL_WIDTH;
  const row = Math.floor(place / PANELS_IN_A_ROW) * PANEL_HEIGHT + MARGIN / 2;
  return [
    `<g transform="translate(${column} ${row})">`,
    `<text x="${MARGIN}" y="${MARGIN - 12}" font-size="13" font-weight="600">${title} (${unit})</text>`,
    `<rect x="${MARGIN}" y="${MARGIN}" width="${WIDTH}" height="${HEIGHT}" fill="none" stroke="#9aa0a6"/>`,
    line(limits, `stroke="#5f6368" stroke-dasharray="5 4"`),
    line(
      points.map(({ x, y }) => [x, y] as const),
      `stroke="#174ea6" stroke-width="2"`,
    ),
    ...points.flatMap(({ x, y }) => [
      `<circle cx="${at(x).toFixed(1)}" cy="${height(y).toFixed(1)}" r="3" fill="#174ea6"/>`,
      `<text x="${at(x).toFixed(1)}" y="${(height(y) - 7).toFixed(1)}" text-anchor="middle" font-size="9">${y.toPrecision(3)}</text>`,
      `<text x="${at(x).toFixed(1)}" y="${MARGIN + HEIGHT + 14}" text-anchor="middle" font-size="10">${x.toLocaleString("en")}</text>`,
    ]),
    "</g>",
  ].join("\n");
}
