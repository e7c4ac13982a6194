/** Where the bytes of pictures are that observations refer to, such as a folder of them. */
export interface ImageSource {
  /**
   * The encoded bytes with this SHA-256; their media type is part of the reference. Rejects with
   * an error that names the picture when it is not there.
   */
  read(hash: string): Promise<Uint8Array>;
}
