package org.cloister.engine.groups;

import java.util.HexFormat;
import org.cloister.model.Bytes;

/**
 * What a site's commitment hid.
 *
 * @param site whose it is
 * @param value {@link GroupCommitment#OPENING_BYTES} bytes
 */
public record GroupOpening(String site, Bytes value) {

  /** Checks the length. */
  public GroupOpening {
    GroupCommitment.requireLength(value);
  }

  String hex() {
    return HexFormat.of().formatHex(value.toArray());
  }
}
