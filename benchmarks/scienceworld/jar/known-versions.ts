/** A release of the official package on PyPI. */
export interface KnownVersion {
  readonly version: string;
  /** SHA-256 of `scienceworld/scienceworld.jar` in its wheel, in hexadecimal. */
  readonly sha256: string;
}

/** Newest first. ETO and ARMAP used 1.1.3. */
export const KNOWN_VERSIONS: readonly KnownVersion[] = [
  {
    version: '1.2.3',
    sha256: 'f4e1fdce0cdabe1bab7128a7e78ea820210d9db3c28d7272bcbbc3f3a1c5f0d7',
  },
  {
    version: '1.1.3',
    sha256: '2a83ba73718c50b2ed51f2819ddc3e564c7b3468a4999dd2d757c8bbb077b8ff',
  },
];
