package org.cloister.app.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cloister.app.record.AtomicFile;
import org.cloister.audit.AuditTerms;
import org.cloister.identity.FederationDescriptor;
import org.cloister.ledger.note.NoteKeyType;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/** What an auditor is handed apart from the ledger, in {@code OUT/keys}: whose signatures count. */
final class PublicKeys {

  private PublicKeys() {}

  static void write(Path folder, AuditTerms terms, FederationDescriptor descriptor) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new CloisterException(
          ErrorCode.STORAGE_FAILED, "The folder " + folder + " must be writable, was not.", e);
    }
    text(folder.resolve("log.vkey"), terms.log().vkey() + "\n");
    terms.policy().logs().stream()
        .filter(key -> key.type() == NoteKeyType.COSIGNER_ML_DSA_44)
        .forEach(key -> text(folder.resolve("log-ml-dsa-44.vkey"), key.vkey() + "\n"));
    terms
        .sites()
        .forEach(
            (site, keys) ->
                keys.witness()
                    .ifPresent(
                        witness ->
                            text(
                                folder.resolve("witness-" + site + ".vkey"),
                                witness.vkey() + "\n")));
    text(folder.resolve("policy"), terms.policy().text());
    AtomicFile.write(folder.resolve("federation.json"), descriptor.toBytes());
  }

  private static void text(Path file, String text) {
    AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
