/** Calibrations that come with Fewshot, by the SHA-256 of the model file. Models without one run a little less exactly. */
const CALIBRATIONS: Readonly<Record<string, () => Promise<{ readonly FACTORS: string }>>> = {
  a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818: () => import("./gemma-3-270m.ts"),
  b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53: () => import("./smollm2-135m.ts"),
};

/** Bytes as readCalibration takes them; null where there is none for this file. */
export async function calibrationFor(hash: string): Promise<Uint8Array | null> {
  const load = CALIBRATIONS[hash];
  if (load === undefined) return null;
  const { FACTORS } = await load();
  return Uint8Array.from(atob(FACTORS), (character) => character.charCodeAt(0));
}
