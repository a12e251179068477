import type { ReliabilityBin } from "../eval/measures.ts";

export interface ReliabilityPanel {
  readonly title: string;
  readonly subtitle: string;
  readonly bins: readonly ReliabilityBin[];
}

const SIDE = 200;
const MARGIN = 44;
const PANEL = SIDE + 2 * MARGIN;

const x = (share: number): number => MARGIN + share * SIDE;
const y = (share: number): number => MARGIN + (1 - share) * SIDE;

function panel({ title, subtitle, bins }: ReliabilityPanel, place: number): string {
  const width = SIDE / bins.length;
  const bars = bins.flatMap(({ answers, confidence, accuracy }, bin) =>
    answers === 0
      ? []
      : [
          `<rect x="${x(0) + bin * width + 1}" y="${y(accuracy)}" width="${width - 2}" height="${accuracy * SIDE}" fill="#8ab4f8"><title>${answers} answers, ${Math.round(accuracy * 100)} % right</title></rect>`,
          `<circle cx="${x(confidence)}" cy="${y(accuracy)}" r="3" fill="#174ea6"/>`,
          `<text x="${x(0) + (bin + 0.5) * width}" y="${y(0) + 12}" text-anchor="middle" font-size="8">${answers}</text>`,
        ],
  );
  return [
    `<g transform="translate(${place * PANEL} 0)">`,
    `<text x="${x(0)}" y="18" font-size="13" font-weight="600">${title}</text>`,
    `<text x="${x(0)}" y="34" font-size="10">${subtitle}</text>`,
    `<rect x="${x(0)}" y="${y(1)}" width="${SIDE}" height="${SIDE}" fill="none" stroke="#9aa0a6"/>`,
    ...bars,
    `<line x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}" stroke="#5f6368" stroke-dasharray="4 3"/>`,
    `<text x="${x(0.5)}" y="${y(0) + 28}" text-anchor="middle" font-size="10">confidence; below each bar its answers</text>`,
    `<text x="${x(0) - 8}" y="${y(0.5)}" text-anchor="middle" font-size="10" transform="rotate(-90 ${x(0) - 8} ${y(0.5)})">share that is right</text>`,
    "</g>",
  ].join("\n");
}

/** An SVG with one diagram beside the other: how many of the answers of each confidence are right. */
export function reliabilityDiagram(panels: readonly ReliabilityPanel[]): string {
  const width = panels.length * PANEL;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${PANEL}" width="${width}" height="${PANEL}" font-family="sans-serif" role="img" aria-label="Reliability of the confidence">`,
    `<rect width="${width}" height="${PANEL}" fill="#ffffff"/>`,
    ...panels.map(panel),
    "</svg>\n",
  ].join("\n");
}
