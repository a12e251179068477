/** Neighbouring layers, from the first up to but without the end. */
export interface LayerRange {
  readonly first: number;
  readonly end: number;
}
