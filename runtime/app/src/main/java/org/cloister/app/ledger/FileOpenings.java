package org.cloister.app.ledger;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import org.cloister.app.record.Json;
import org.cloister.audit.Openings;
import org.cloister.model.Bytes;
import org.cloister.model.Digest;

/** What opens the coordinator's commitments, a line each. */
record FileOpenings(Path file) implements Openings {

  @Override
  public void keep(Digest commitment, Bytes salt, Bytes value) {
    AppendedLines.append(
        file,
        Json.object()
            .put("commitment", commitment.toString())
            .put("salt", HexFormat.of().formatHex(salt.toArray()))
            .put("value", new String(value.toArray(), StandardCharsets.UTF_8)));
  }
}
