/** Random access to a model file, wherever it lies: OPFS, a user's File, memory, or a Node file. */
export interface ByteSource {
  /** Length of the whole file in bytes. */
  readonly size: number;
  /**
   * Bytes [offset, offset + length). Throws a RangeError when that reaches past the end.
   * spare: memory of at least this length that may be used for them, for callers that need each read only until the
   * next
   */
  read(offset: number, length: number, spare?: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
  /**
   * Makes reads faster until the returned function is called; until then nobody can change or delete the file. Left out
   * where reads are as fast as they get.
   */
  hold?(): Promise<() => void>;
  /**
   * Opens the file for reads without promises. Until the reader is closed nobody can change or delete the file. Null,
   * or left out, where it cannot be read so.
   */
  openReader?(): Promise<ByteReader | null>;
  /** By which another thread opens a reader of its own. */
  readonly file?: FileSystemFileHandle;
}

/** Reads of a file that end at once. */
export interface ByteReader {
  /** Fills `into` with the bytes from `offset` on. Throws a RangeError where they are not there. */
  read(offset: number, into: Uint8Array<ArrayBuffer>): void;
  close(): void;
}
