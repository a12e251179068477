import type { Atom, LeafGenerator, Task } from "./atom.ts";
import { columnWords } from "./atom.ts";
import type { RowView } from "./row-view.ts";
import { RULE_WORDS } from "./rule-words.ts";
import type { TimeChange } from "./time-changes.ts";
import { NO_CHANGE, TIME_ROUNDINGS } from "./time-changes.ts";
import { timesIn } from "./time-reader.ts";

/** A way of writing a part of a time of day. */
interface TimeField {
  words(): string;
  readonly cost: number;
  /** Seconds since midnight. */
  render(seconds: number): string;
}

const hourOf = (seconds: number): number => Math.floor(seconds / 3600);
const minuteOf = (seconds: number): number => Math.floor(seconds / 60) % 60;
const twelfth = (seconds: number): number => hourOf(seconds) % 12 || 12;
const twoDigits = (value: number): string => String(value).padStart(2, "0");
const halfOf = (seconds: number): string => (hourOf(seconds) < 12 ? "AM" : "PM");

/** Clock times as they are usually written: hours, minutes and half of the day belong together. */
const CLOCKS: readonly TimeField[] = [
  {
    words: () => "h:mm",
    cost: 0.7,
    render: (seconds) => `${hourOf(seconds)}:${twoDigits(minuteOf(seconds))}`,
  },
  {
    words: () => "hh:mm",
    cost: 0.7,
    render: (seconds) => `${twoDigits(hourOf(seconds))}:${twoDigits(minuteOf(seconds))}`,
  },
  {
    words: () => "h:mm:ss",
    cost: 0.8,
    render: (seconds) => [hourOf(seconds), ...[minuteOf(seconds), seconds % 60].map(twoDigits)].join(":"),
  },
  {
    words: () => "hh:mm:ss",
    cost: 0.8,
    render: (seconds) => [hourOf(seconds), minuteOf(seconds), seconds % 60].map(twoDigits).join(":"),
  },
  ...[
    { words: "h", hour: (seconds: number) => String(twelfth(seconds)) },
    { words: "h:mm", hour: (seconds: number) => `${twelfth(seconds)}:${twoDigits(minuteOf(seconds))}` },
    {
      words: "hh:mm",
      hour: (seconds: number) => `${twoDigits(twelfth(seconds))}:${twoDigits(minuteOf(seconds))}`,
    },
    {
      words: "h:mm:ss",
      hour: (seconds: number) =>
        [twelfth(seconds), ...[minuteOf(seconds), seconds % 60].map(twoDigits)].join(":"),
    },
  ].flatMap(({ words, hour }) =>
    ["AM", " AM", "am", " am"].map((half) => ({
      words: () => `${words}${half}`,
      cost: 0.8,
      render: (seconds: number) =>
        hour(seconds) +
        (hourOf(seconds) < 12 ? half : half.replace(/a/i, (letter) => (letter === "A" ? "P" : "p"))),
    })),
  ),
];

const FIELDS: readonly TimeField[] = [
  ...CLOCKS,
  { words: () => RULE_WORDS.times.hour, cost: 0.4, render: (seconds) => String(hourOf(seconds)) },
  { words: () => RULE_WORDS.times.hourTwoDigits, cost: 0.4, render: (seconds) => twoDigits(hourOf(seconds)) },
  { words: () => RULE_WORDS.times.twelfth, cost: 0.6, render: (seconds) => String(twelfth(seconds)) },
  {
    words: () => RULE_WORDS.times.twelfthTwoDigits,
    cost: 0.7,
    render: (seconds) => twoDigits(twelfth(seconds)),
  },
  { words: () => RULE_WORDS.times.minutes, cost: 0.4, render: (seconds) => twoDigits(minuteOf(seconds)) },
  { words: () => RULE_WORDS.times.minutesPlain, cost: 0.9, render: (seconds) => String(minuteOf(seconds)) },
  { words: () => RULE_WORDS.times.seconds, cost: 0.4, render: (seconds) => twoDigits(seconds % 60) },
  { words: () => RULE_WORDS.times.secondsPlain, cost: 0.9, render: (seconds) => String(seconds % 60) },
  { words: () => RULE_WORDS.times.half("AM", "PM"), cost: 0.5, render: halfOf },
  {
    words: () => RULE_WORDS.times.half("am", "pm"),
    cost: 0.5,
    render: (seconds) => halfOf(seconds).toLowerCase(),
  },
  {
    words: () => RULE_WORDS.times.half("A", "P"),
    cost: 0.8,
    render: (seconds) => halfOf(seconds).slice(0, 1),
  },
  {
    words: () => RULE_WORDS.times.half("a", "p"),
    cost: 0.8,
    render: (seconds) => halfOf(seconds).slice(0, 1).toLowerCase(),
  },
];

interface TimePlace {
  readonly column: number;
  /** 0 for the first, -1 for the last. */
  readonly index: number;
}

function timeAt(row: RowView, { column, index }: TimePlace): number | null {
  const text = row.texts[column] ?? "";
  return row.memo(`times ${column}`, () => timesIn(text)).at(index) ?? null;
}

function atomOf(task: Task, place: TimePlace, change: TimeChange, field: TimeField): Atom {
  const { column, index } = place;
  const base = `time ${column} ${index}`;
  return {
    cost: field.cost,
    source: {
      id: `${base} ${change.id}`,
      family: change.family && `${base} ${change.family}`,
      cost: (index === 0 ? 1.4 : 1.8) + change.cost,
    },
    words: () =>
      RULE_WORDS.times.of(field.words(), index !== 0, columnWords(column, task.columns), change.words()),
    evaluate(row) {
      const seconds = timeAt(row, place);
      return seconds === null ? null : field.render(change.apply(seconds));
    },
  };
}

/** For one example, which fields of a time stand in its output; few different times come up among many changes. */
function fieldFinder(output: string): (seconds: number) => readonly boolean[] {
  const known = new Map<number, readonly boolean[]>();
  return (seconds) => {
    const found = known.get(seconds) ?? FIELDS.map(({ render }) => output.includes(render(seconds)));
    known.set(seconds, found);
    return found;
  };
}

interface ReadableChange {
  readonly change: TimeChange;
  /** The fields of the changed times that stand in every output. */
  readonly fields: readonly TimeField[];
}

/** The changes that the outputs may show: each is seen in a field, or the other end of its range is. */
function readableChanges(task: Task, times: readonly number[]): readonly ReadableChange[] {
  const finders = task.outputs.map(fieldFinder);
  const readable: ReadableChange[] = [];
  const seen = new Set<string | null>();
  for (const change of TIME_ROUNDINGS) {
    const changed = times.map((seconds) => change.apply(seconds));
    if (changed.every((seconds, row) => seconds === times[row])) continue;
    const found = changed.map((seconds, row) => finders[row]!(seconds));
    const fields = FIELDS.filter((_, field) => found.every((row) => row[field]));
    if (fields.length === 0) continue;
    readable.push({ change, fields });
    const isSeen = fields.some(({ render }) =>
      changed.some((seconds, row) => render(seconds) !== render(times[row]!)),
    );
    if (isSeen) seen.add(change.id).add(change.family);
  }
  return readable.filter(
    ({ change: { id, family } }) => seen.has(id) || (family !== null && seen.has(family)),
  );
}

/** Parts of a time of day in a column, as it is or rounded, written in any usual way. */
export const timeAtoms: LeafGenerator = function* (task) {
  for (let column = 0; column < task.columns; column++) {
    for (const index of [0, -1]) {
      const times = task.rows.map((row) => timeAt(row, { column, index }));
      if (times.some((time) => time === null)) break;
      const isOnlyOne = index === -1 && task.rows.every((row) => timeAt(row, { column, index: 1 }) === null);
      if (isOnlyOne) break;
      const changes = [{ change: NO_CHANGE, fields: FIELDS }, ...readableChanges(task, times as number[])];
      for (const { change, fields } of changes) {
        for (const field of fields) yield atomOf(task, { column, index }, change, field);
      }
    }
  }
};
