import type { Decimals, NumberFormat } from "./number-text.ts";
import { RULE_WORDS } from "./rule-words.ts";

const MARKS = [
  { group: "", point: ".", cost: 0 },
  { group: ",", point: ".", cost: 0.4 },
  { group: "", point: ",", cost: 0.6 },
  { group: ".", point: ",", cost: 0.6 },
  { group: " ", point: ".", cost: 0.7 },
  { group: " ", point: ",", cost: 0.8 },
  { group: "'", point: ".", cost: 0.9 },
] as const;

const PLAIN: NumberFormat = {
  decimals: { kind: "needed", least: 0 },
  group: "",
  point: ".",
  width: 0,
  fill: "0",
};

function distinct(lengths: readonly number[]): readonly number[] {
  return [...new Set(lengths)].filter((length) => length > 1 && length <= 15);
}

function widthsIn(outputs: readonly string[], pattern: RegExp): readonly number[] {
  return distinct(outputs.flatMap((output) => (output.match(pattern) ?? []).map((run) => run.length)));
}

/** The ways of writing a number that the outputs could have been written in. */
export function formatsFor(outputs: readonly string[]): readonly NumberFormat[] {
  const first = outputs[0] ?? "";
  const marks = MARKS.filter(
    ({ group, point }) =>
      (group === "" || outputs.some((output) => output.includes(group))) &&
      (point === "." || outputs.some((output) => output.includes(point))),
  );
  const counts = new Set((first.match(/[.,]\d+/g) ?? []).map((run) => run.length - 1));
  const leasts = new Set(
    outputs.flatMap((output) => (output.match(/[.,]\d+/g) ?? []).map((run) => run.length - 1)),
  );
  const decimals: Decimals[] = [
    { kind: "needed", least: 0 },
    { kind: "fixed", count: 0 },
    ...[...counts].map((count): Decimals => ({ kind: "fixed", count })),
    ...[...leasts].map((least): Decimals => ({ kind: "needed", least })),
    { kind: "kept" },
  ];
  const paddings: Pick<NumberFormat, "width" | "fill">[] = [
    { width: 0, fill: "0" },
    ...widthsIn([first], /\d+/g).map((width) => ({ width, fill: "0" }) as const),
    ...widthsIn(outputs, / +\d+/g).map((width) => ({ width, fill: " " }) as const),
  ];
  return marks.flatMap(({ group, point }) =>
    decimals.flatMap((kind) =>
      paddings
        // Filled-up numbers are codes, which nobody groups.
        .filter(({ width }) => width === 0 || group === "")
        .map((padding) => ({ ...PLAIN, group, point, decimals: kind, ...padding })),
    ),
  );
}

export function formatCost({ decimals, group, point, width, fill }: NumberFormat): number {
  const marks = MARKS.find((mark) => mark.group === group && mark.point === point)?.cost ?? 0;
  // Decimals that are the same in every example are rarely so by chance.
  const digits = {
    needed: decimals.kind === "needed" && decimals.least > 0 ? 0.6 : 0.3,
    fixed: decimals.kind === "fixed" && decimals.count > 0 ? 0 : 0.6,
    kept: 0.7,
  };
  return marks + digits[decimals.kind] + (width === 0 ? 0 : fill === "0" ? 0.8 : 1.2);
}

export function formatWords({ decimals, group, point, width, fill }: NumberFormat): string {
  const words = RULE_WORDS.numbers;
  const parts: string[] = [];
  if (decimals.kind === "fixed" && decimals.count > 0) parts.push(words.withDecimals(decimals.count));
  if (decimals.kind === "needed" && decimals.least > 0) parts.push(words.withAtLeast(decimals.least));
  if (group !== "") parts.push(words.grouped(group));
  if (point === ",") parts.push(words.comma);
  if (width > 0) parts.push((fill === "0" ? words.filledWithZeros : words.filledWithSpaces)(width));
  return parts.length === 0 ? "" : `, ${parts.join(", ")}`;
}
