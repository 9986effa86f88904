package org.cloister.engine.groups;

import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;

/**
 * What a site is bound to before it sees anything of the others.
 *
 * @param site whose it is
 * @param value SHA-256 over these lines in UTF-8, each ending with a line feed: {@code
 *     cloister-group-commitment/1}, the digest of the job's terms, the number of the attempt, the
 *     site, and the 32 bytes of the opening, digest and bytes in hexadecimal
 */
public record GroupCommitment(String site, Digest value) {
  /** The length of an opening: long enough to hide it and to be met by no other. */
  public static final int OPENING_BYTES = 32;

  /** The commitment that an opening opens; in another job or attempt it opens none. */
  public static GroupCommitment to(Digest job, int attempt, String site, Bytes opening) {
    return new GroupCommitment(
        site,
        Digest.of(
            "cloister-group-commitment/1\n"
                + job.hex()
                + '\n'
                + attempt
                + '\n'
                + site
                + '\n'
                + new GroupOpening(site, opening).hex()
                + '\n'));
  }

  /**
   * Checks that these can be what a commitment hid.
   *
   * @throws CloisterException {@link ErrorCode#MESSAGE_MALFORMED} unless it has {@link
   *     #OPENING_BYTES} bytes
   */
  public static void requireLength(Bytes opening) {
    CloisterException.require(
        opening.length() == OPENING_BYTES,
        ErrorCode.MESSAGE_MALFORMED,
        "The opening of a commitment must be "
            + OPENING_BYTES
            + " bytes, was "
            + opening.length()
            + ".");
  }
}
