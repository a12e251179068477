/** Where a model of this machine runs: "automatic" takes a graphics card that passes a test, else the processor. */
export const COMPUTE_CHOICES = ["automatic", "processor", "graphics"] as const;

export type ComputeChoice = (typeof COMPUTE_CHOICES)[number];
