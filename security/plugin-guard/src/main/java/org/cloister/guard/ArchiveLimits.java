package org.cloister.guard;

/** How large a bundle may be. Far above what a plugin needs, far below what hurts the node. */
final class ArchiveLimits {
  static final int FILE_BYTES = 64 << 20;
  static final long UNPACKED_BYTES = 256L << 20;
  static final int ENTRIES = 20_000;
  static final int NAME_BYTES = 512;

  /**
   * Unpacked bytes for each byte of the file, checked beyond {@link #RATIO_FREE_BYTES}. Class files
   * reach 3, text 20.
   */
  static final int RATIO = 100;

  static final long RATIO_FREE_BYTES = 1 << 20;

  private ArchiveLimits() {}
}
