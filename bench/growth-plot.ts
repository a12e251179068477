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
const MARGIN = 56;
const PANEL_WIDTH = WIDTH + 2 * MARGIN;
const PANEL_HEIGHT = HEIGHT + 1.5 * MARGIN;
const PANELS_IN_A_ROW = 2;
const TOP = 48;
const TICKS = 4;
/** From the panel's sides to the first and the last point, so that their labels stay inside. */
const INSET = 24;

/** An SVG with a panel for each series: sizes on a logarithmic axis, values from 0, the limit dashed. */
export function growthPlots(
  series: readonly GrowthSeries[],
  { label, subtitle }: { readonly label: string; readonly subtitle: string },
): string {
  const width = PANELS_IN_A_ROW * PANEL_WIDTH;
  const height = Math.ceil(series.length / PANELS_IN_A_ROW) * PANEL_HEIGHT + TOP;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" fill="#202124" role="img" aria-label="${label}">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<text x="${MARGIN}" y="24" font-size="12">${subtitle}</text>`,
    ...series.map(panel),
    "</svg>\n",
  ].join("\n");
}

function panel({ title, unit, points }: GrowthSeries, place: number): string {
  const xs = points.map(({ x }) => Math.log(x));
  const [first, last] = [Math.min(...xs), Math.max(...xs)];
  const step = roundStep(Math.max(...points.flatMap(({ y, limit = 0 }) => [y, limit])) / TICKS);
  const top = step * (TICKS + 0.5);
  const share = (x: number) => (last > first ? (Math.log(x) - first) / (last - first) : 0.5);
  const at = (x: number) => MARGIN + INSET + share(x) * (WIDTH - 2 * INSET);
  const height = (y: number) => MARGIN + (1 - y / top) * HEIGHT;
  const line = (values: readonly (readonly [number, number])[], style: string) =>
    `<polyline fill="none" ${style} points="${values.map(([x, y]) => `${at(x).toFixed(1)},${height(y).toFixed(1)}`).join(" ")}"/>`;
  const limits = points.flatMap(({ x, limit }) => (limit === undefined ? [] : [[x, limit] as const]));
  const column = (place % PANELS_IN_A_ROW) * PANEL_WIDTH;
  const row = Math.floor(place / PANELS_IN_A_ROW) * PANEL_HEIGHT + TOP - MARGIN / 2;
  return [
    `<g transform="translate(${column} ${row})">`,
    `<text x="${MARGIN}" y="${MARGIN - 10}" font-size="13" font-weight="600">${title} (${unit})</text>`,
    `<rect x="${MARGIN}" y="${MARGIN}" width="${WIDTH}" height="${HEIGHT}" fill="none" stroke="#9aa0a6"/>`,
    ...Array.from({ length: TICKS + 1 }, (_, tick) => {
      const y = height(tick * step);
      return `<path d="M${MARGIN} ${y.toFixed(1)}h${WIDTH}" stroke="#e8eaed"/><text x="${MARGIN - 6}" y="${(y + 3.5).toFixed(1)}" text-anchor="end" font-size="10">${shown(tick * step)}</text>`;
    }),
    ...(limits.length > 0 ? [line(limits, `stroke="#5f6368" stroke-dasharray="5 4"`)] : []),
    line(
      points.map(({ x, y }) => [x, y] as const),
      `stroke="#174ea6" stroke-width="2"`,
    ),
    ...points.flatMap(({ x, y }) => [
      `<circle cx="${at(x).toFixed(1)}" cy="${height(y).toFixed(1)}" r="3" fill="#174ea6"/>`,
      `<text x="${at(x).toFixed(1)}" y="${(height(y) - 8).toFixed(1)}" text-anchor="middle" font-size="10" fill="#174ea6" stroke="#ffffff" stroke-width="3" paint-order="stroke">${shown(y)}</text>`,
      `<text x="${at(x).toFixed(1)}" y="${MARGIN + HEIGHT + 15}" text-anchor="middle" font-size="10">${x.toLocaleString("en")}</text>`,
    ]),
    "</g>",
  ].join("\n");
}

/** The next of 1, 2, 2.5, 5 times a power of ten. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 2.5, 5].find((factor) => factor * power >= least) ?? 10);
}

/** Three digits that count, without an exponent. */
const shown = (value: number): string => String(Number(value.toPrecision(value >= 1000 ? 4 : 3)));
