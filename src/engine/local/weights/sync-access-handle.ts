/**
 * Reads and writes a file in place, without promises; only one may be open for a file.
 * @see https://fs.spec.whatwg.org/#api-filesystemsyncaccesshandle
 */
export interface SyncAccessHandle {
  /** Gives the number of bytes read. */
  read(bytes: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  /** Gives the number of bytes written. */
  write(bytes: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  truncate(bytes: number): void;
  getSize(): number;
  flush(): void;
  close(): void;
}

declare global {
  // TypeScript has it in its Worker library only, which cannot be loaded beside the one for pages.
  interface FileSystemFileHandle {
    /** "read-only" leaves room for other readers; browsers that do not know it let no other in. */
    createSyncAccessHandle(options?: { readonly mode: "read-only" }): Promise<SyncAccessHandle>;
  }
}
