import { z } from "zod";
import { EngineError } from "../../completer.ts";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const byteCount = z.int().positive();
/** A path below the lock file's folder: no scheme, no leading slash, no step upwards. */
const relativePath = z.string().regex(/^(?!.*\.\.)[\w-][\w./-]*$/);

const modelSchema = z
  .object({
    id: z.string().regex(/^[\w.-]+$/),
    name: z.string().min(1),
    fileName: z.string().regex(/^[\w-][\w.-]*$/),
    bytes: byteCount,
    sha256,
    /** Share of right answers by the model card, between 0 and 1. */
    accuracy: z.number().min(0).max(1).optional(),
    licence: z.object({ name: z.string().min(1), url: z.url() }),
    source: z.array(z.object({ package: z.string(), version: z.string(), file: z.string() })).min(1),
    pieces: z.array(z.object({ file: relativePath, bytes: byteCount, sha256 })).min(1),
  })
  .refine((model) => model.pieces.reduce((sum, piece) => sum + piece.bytes, 0) === model.bytes, {
    error: "the pieces do not add up to the file's bytes",
  });

const lockSchema = z.object({ models: z.array(modelSchema).min(1) });

/** A model as models.lock.json names it: the hex SHA-256 and length of its file and of the pieces, in order. */
export type LockedModel = Readonly<z.infer<typeof modelSchema>>;
export type LockedPiece = LockedModel["pieces"][number];
/** What models.lock.json holds; the first model is the default. */
export type ModelLock = Readonly<z.infer<typeof lockSchema>>;

/** Reads the parsed JSON of models.lock.json. Throws an EngineError `model-file-invalid` that says what is wrong. */
export function parseModelLock(json: unknown): ModelLock {
  const parsed = lockSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const detail = `models.lock.json: ${z.prettifyError(parsed.error).replaceAll("\n", " ")}`;
  throw new EngineError({ code: "model-file-invalid", detail });
}

/** The model of that id. Throws an EngineError `model-missing` that lists the ids there are. */
export function findModel(lock: ModelLock, id: string): LockedModel {
  const model = lock.models.find((candidate) => candidate.id === id);
  if (model !== undefined) return model;
  const ids = lock.models.map((candidate) => candidate.id).join(", ");
  throw new EngineError({ code: "model-missing", detail: `no model is called ${id}; there are: ${ids}` });
}
