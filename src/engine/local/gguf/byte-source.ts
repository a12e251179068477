/** Random access to a model file, wherever it lies: OPFS, a user's File, memory, or a Node file. */
export interface ByteSource {
  /** Length of the whole file in bytes. */
  readonly size: number;
  /**
   * Bytes [offset, offset + length). Throws a RangeError when that reaches past the end.
   * spare: memory of at least this length that may be used for them, for callers that need each read only until the next
   */
  read(offset: number, length: number, spare?: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
  /**
   * Makes reads faster until the returned function is called; until then nobody can change or delete the file. Left out
   * where reads are as fast as they get.
   */
  hold?(): Promise<() => void>;
}
