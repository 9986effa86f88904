package org.cloister.guard;

import org.cloister.model.Digest;

/**
 * What is known of a bundle whose archive and headers passed every check.
 *
 * @param fileName without folders
 * @param digest of the file's bytes
 * @param symbolicName the name that its versions share
 * @param version of the bundle
 * @param entryClass the class that implements {@code org.cloister.spi.Plugin}; it is in the archive
 */
public record BundleFacts(
    String fileName,
    Digest digest,
    String symbolicName,
    BundleVersion version,
    String entryClass) {}
