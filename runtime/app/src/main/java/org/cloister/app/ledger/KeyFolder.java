package org.cloister.app.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.cloister.app.record.AtomicFile;
import org.cloister.app.record.FullDisk;
import org.cloister.identity.FederationDescriptor;
import org.cloister.identity.KeyFile;
import org.cloister.identity.PartyKeys;
import org.cloister.identity.Password;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * The private keys of all parties of a simulated run, so that the run can be gone on with under the
 * same ones: a PKCS#12 file for each, the password of all beside them. On one machine that plays
 * all parties they protect nothing from its operator; between machines each party has its own.
 */
public final class KeyFolder {
  private static final String PASSWORD = "password";
  private static final String DESCRIPTOR = "federation.json";
  private static final String KEYS = ".p12";

  private KeyFolder() {}

  /**
   * What lies there.
   *
   * @param keys by party
   */
  public record Kept(FederationDescriptor descriptor, Map<String, PartyKeys> keys) {}

  /** The folder of the run in {@code out}; {@code state} in it is for its owner alone. */
  public static Path of(Path out) {
    return out.resolve("state").resolve("keys");
  }

  /** Whether all of them are there; what a crash left before that was never used. */
  public static boolean isComplete(Path folder) {
    return Files.exists(folder.resolve(DESCRIPTOR));
  }

  /**
   * Writes new files, in place of what was never complete.
   *
   * @throws CloisterException CL-0601 if they cannot be written
   */
  public static void write(
      Path folder,
      FederationDescriptor descriptor,
      Collection<PartyKeys> keys,
      Clock clock,
      SecureRandom random) {
    try (Password password = Password.random(random)) {
      Files.createDirectories(folder);
      clear(folder);
      password.writeNew(folder.resolve(PASSWORD));
      for (PartyKeys own : keys) {
        Path file = folder.resolve(own.party() + KEYS);
        KeyFile.writeNew(file, own, password, clock.instant(), random);
      }
      AtomicFile.write(folder.resolve(DESCRIPTOR), descriptor.toBytes());
    } catch (IOException e) {
      throw new CloisterException(
          ErrorCode.STORAGE_FAILED, "The folder " + folder + " must be writable, was not.", e);
    } catch (CloisterException e) {
      if (e.getCause() instanceof IOException cause && FullDisk.isSign(cause, folder)) {
        throw new CloisterException(
            ErrorCode.STORAGE_FULL,
            "The disk of "
                + folder
                + " must have room for the keys of the run, is full; free some, or name a folder on"
                + " another.",
            e);
      }
      throw e;
    }
  }

  private static void clear(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.toList()) {
        Files.delete(file);
      }
    }
  }

  /**
   * Reads them; whoever asks closes the keys.
   *
   * @throws CloisterException CL-0703 or CL-0705 if they are not as they were written
   */
  public static Kept read(Path folder) {
    Map<String, PartyKeys> keys = new LinkedHashMap<>();
    boolean whole = false;
    try (Password password = Password.read(folder.resolve(PASSWORD))) {
      FederationDescriptor descriptor = descriptor(folder.resolve(DESCRIPTOR));
      for (String party : descriptor.federation().parties()) {
        keys.put(party, KeyFile.read(folder.resolve(party + KEYS), password));
      }
      whole = true;
      return new Kept(descriptor, keys);
    } finally {
      if (!whole) {
        keys.values().forEach(PartyKeys::close);
      }
    }
  }

  private static FederationDescriptor descriptor(Path file) {
    try {
      CloisterException.require(
          Files.size(file) <= FederationDescriptor.MAX_BYTES,
          ErrorCode.DESCRIPTOR_INVALID,
          "The file " + file + " must be the federation's descriptor, is too long.");
      return FederationDescriptor.read(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new CloisterException(
          ErrorCode.DESCRIPTOR_INVALID,
          "The file " + file + " must be readable; restore the folder of the run.",
          e);
    }
  }
}
