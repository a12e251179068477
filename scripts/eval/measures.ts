/** One answer as the measures see it. */
export interface Judged {
  /** Between 0 and 1. */
  readonly confidence: number;
  readonly correct: boolean;
}

/** What is said of the confidence of many answers. */
export interface ConfidenceMeasures {
  /** Expected calibration error over ten bins of equal width (Guo et al. 2017); 0 is best. */
  readonly calibrationError: number;
  /** Chance that a right answer is surer than a wrong one; null where all are right, or none. */
  readonly areaUnderRoc: number | null;
  /** The largest share of answers, the surest first, of which 90 % are right. */
  readonly coverageAt90: number;
  /** Accuracy of the surer half by that of all; null where none is right. */
  readonly surerHalfGain: number | null;
}

const BINS = 10;
const WANTED_ACCURACY = 0.9;

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
const accuracy = (answers: readonly Judged[]): number => mean(answers.map(({ correct }) => Number(correct)));

/** A bar of the reliability diagram: answers whose confidence lies in one tenth. */
export interface ReliabilityBin {
  readonly answers: number;
  readonly confidence: number;
  readonly accuracy: number;
}

export function reliabilityBins(answers: readonly Judged[]): readonly ReliabilityBin[] {
  const bins = Array.from({ length: BINS }, (): Judged[] => []);
  for (const answer of answers) bins[Math.min(BINS - 1, Math.floor(answer.confidence * BINS))]!.push(answer);
  return bins.map((bin) => ({
    answers: bin.length,
    confidence: mean(bin.map(({ confidence }) => confidence)),
    accuracy: accuracy(bin),
  }));
}

/** The chance that a right answer is surer than a wrong one; of equally sure ones half count. */
export function areaUnderRoc(answers: readonly Judged[]): number | null {
  const sorted = answers.toSorted((a, b) => a.confidence - b.confidence);
  let wrongBelow = 0;
  let won = 0;
  for (let from = 0; from < sorted.length;) {
    let to = from;
    while (to < sorted.length && sorted[to]!.confidence === sorted[from]!.confidence) to += 1;
    const tied = sorted.slice(from, to);
    const wrong = tied.filter(({ correct }) => !correct).length;
    won += (tied.length - wrong) * (wrongBelow + wrong / 2);
    wrongBelow += wrong;
    from = to;
  }
  const pairs = wrongBelow * (answers.length - wrongBelow);
  return pairs === 0 ? null : won / pairs;
}

function coverage(answers: readonly Judged[]): number {
  const sorted = answers.toSorted((a, b) => b.confidence - a.confidence);
  let right = 0;
  let covered = 0;
  for (const [place, { correct }] of sorted.entries()) {
    right += Number(correct);
    // A threshold cannot part answers that are equally sure.
    const isLast = sorted[place + 1]?.confidence !== sorted[place]!.confidence;
    if (isLast && right / (place + 1) >= WANTED_ACCURACY) covered = place + 1;
  }
  return covered / Math.max(answers.length, 1);
}

export function confidenceMeasures(answers: readonly Judged[]): ConfidenceMeasures {
  const bins = reliabilityBins(answers);
  const gaps = bins.map((bin) => (bin.answers / answers.length) * Math.abs(bin.confidence - bin.accuracy));
  const surer = answers
    .toSorted((a, b) => b.confidence - a.confidence)
    .slice(0, Math.ceil(answers.length / 2));
  const overall = accuracy(answers);
  return {
    calibrationError: gaps.reduce((sum, gap) => sum + gap, 0),
    areaUnderRoc: areaUnderRoc(answers),
    coverageAt90: coverage(answers),
    surerHalfGain: overall === 0 ? null : accuracy(surer) / overall,
  };
}
