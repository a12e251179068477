const DAY_SECONDS = 86_400;

/** Seconds since midnight of every time in a text. */
export function timesIn(text: string): readonly number[] {
  const times: number[] = [];
  const pattern =
    /(?<![\d:.])(\d{1,2})(?::(\d{2}))(?::(\d{2})(?:\.\d+)?)?(?![\d:])\s*(?:([ap])\.?m\b\.?)?|(?<![\d:.])(\d{1,2})\s*([ap])\.?m\b\.?/giu;
  for (const match of text.matchAll(pattern)) {
    const [, hour = match[5], minute = "0", second = "0", half = match[6]] = match;
    const seconds = secondsOf(Number(hour), Number(minute), Number(second), half);
    if (seconds !== null) times.push(seconds);
  }
  if (times.length > 0) return times;
  const compact = /^\s*(\d{1,2})(\d{2})\s*(?:h|hrs|([ap])m?)?\s*$/iu.exec(text);
  const seconds = compact && secondsOf(Number(compact[1]), Number(compact[2]), 0, compact[3]);
  return seconds === null ? [] : [seconds];
}

function secondsOf(hour: number, minute: number, second: number, half: string | undefined): number | null {
  if (minute > 59 || second > 59) return null;
  if (half === undefined) return hour > 23 ? null : hour * 3600 + minute * 60 + second;
  if (hour < 1 || hour > 12) return null;
  const isAfternoon = half.toLowerCase() === "p";
  return ((hour % 12) + (isAfternoon ? 12 : 0)) * 3600 + minute * 60 + second;
}

/** A time of day, whatever was added to it. */
export function withinDay(seconds: number): number {
  return ((seconds % DAY_SECONDS) + DAY_SECONDS) % DAY_SECONDS;
}
