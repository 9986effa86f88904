package org.cloister.app.ledger;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import org.cloister.app.record.Json;
import org.cloister.audit.ReceiptShelf;
import org.cloister.model.Bytes;
import org.cloister.model.Digest;

/**
 * A site's receipts in {@code sites/ID/receipts/}, each in a file, and in {@code openings.jsonl}
 * beside them what opens the commitments in them, which is the site's own.
 */
record FolderShelf(Path folder) implements ReceiptShelf {

  @Override
  public void keep(long seq, String receipt, Bytes salt, Digest message) {
    String name = String.format(Locale.ROOT, "%010d.receipt", seq);
    AppendedLines.replace(folder.resolve(name), receipt);
    AppendedLines.append(
        folder.resolve("openings.jsonl"),
        Json.object()
            .put("seq", seq)
            .put("salt", HexFormat.of().formatHex(salt.toArray()))
            .put("message", message.toString()));
  }
}
