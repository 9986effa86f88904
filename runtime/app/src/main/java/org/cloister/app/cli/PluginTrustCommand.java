package org.cloister.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import org.cloister.app.plugins.Home;
import org.cloister.app.record.Json;
import org.cloister.guard.BundleFacts;
import org.cloister.guard.PluginGuard;
import org.cloister.guard.PluginLock;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Quoted;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * Trusts a bundle: checks archive and headers, copies it into {@code bundles/}, and writes its
 * digest into {@code conf/plugins.lock}, in this order, so that what is in the lock was checked and
 * is there.
 */
@Command(
    name = "trust",
    description = "Checks a bundle, copies it into bundles/ and adds its digest to plugins.lock.")
final class PluginTrustCommand implements Callable<Integer> {

  private final Console console;
  private final Home home;

  @Parameters(paramLabel = "FILE", description = "The bundle's jar file.")
  private Path file = Path.of("");

  @Mixin OutputForm form = new OutputForm();

  @Inject
  PluginTrustCommand(Console console, Home home) {
    this.console = console;
    this.home = home;
  }

  @Override
  public Integer call() {
    BundleFacts facts = PluginGuard.examine(file);
    Path target = home.bundles().resolve(facts.fileName());
    copy(facts, target);
    PluginLock lock = PluginLock.read(home.lockFile());
    lock.with(facts.fileName(), facts.digest()).write(home.lockFile());
    ObjectNode json =
        Json.object()
            .put("name", facts.symbolicName())
            .put("version", facts.version().toString())
            .put("file", target.toString())
            .put("sha256", facts.digest().hex());
    console.result(
        json,
        String.format(
            "Trusted %s %s%n  file: %s%n  sha256: %s%n",
            facts.symbolicName(), facts.version(), target, facts.digest().hex()));
    return ExitCode.OK;
  }

  private void copy(BundleFacts facts, Path target) {
    try {
      if (Files.exists(target) && Files.isSameFile(file, target)) {
        return;
      }
      Files.createDirectories(home.bundles());
      if (Files.exists(target)) {
        requireSame(facts, target);
        return;
      }
      Path beside = home.bundles().resolve(facts.fileName() + ".part");
      Files.copy(file, beside, StandardCopyOption.REPLACE_EXISTING);
      // What was checked is what goes in, also if the source changed meanwhile.
      requireSame(facts, beside);
      Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new CloisterException(
          ErrorCode.STORAGE_FAILED,
          "The folder " + home.bundles() + " must be writable; run this as the owner.",
          e);
    }
  }

  private static void requireSame(BundleFacts facts, Path copy) throws IOException {
    boolean same = org.cloister.model.Digest.of(Files.readAllBytes(copy)).equals(facts.digest());
    if (!same && copy.toString().endsWith(".part")) {
      Files.delete(copy);
    }
    CloisterException.require(
        same,
        ErrorCode.PLUGIN_NOT_TRUSTED,
        "The file "
            + Quoted.of(String.valueOf(copy.getFileName()))
            + " in bundles/ must have the bytes that were checked, has others; remove it and trust"
            + " again, or give the new bundle another file name.");
  }
}
