package org.cloister.app.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloister.app.archive.ArchiveKey;
import org.cloister.app.archive.RoundArchive;
import org.cloister.app.job.JobDraft;
import org.cloister.app.job.JobReader;
import org.cloister.app.plugins.HostStarter;
import org.cloister.app.plugins.JobCheck;
import org.cloister.app.plugins.ReadyJob;
import org.cloister.app.plugins.Terms;
import org.cloister.app.record.OutputFolder;
import org.cloister.app.record.RunFile;
import org.cloister.app.run.Scratch;
import org.cloister.crypto.SecretBytes;
import org.cloister.host.PluginHost;
import org.cloister.identity.FederationDescriptor;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.node.FileVectors;

/** Makes the candidates of a round again from what a run kept, and compares them bit for bit. */
public final class Replays {

  /**
   * A candidate.
   *
   * @param step whose training it was made from
   * @param seq the position of its entry
   * @param verdict what came of making it again
   */
  public record Candidate(String step, long seq, ReplayVerdict verdict) {}

  private final HostStarter hosts;

  /** With the plugins that {@code hosts} starts. */
  public Replays(HostStarter hosts) {
    this.hosts = hosts;
  }

  /**
   * Replays a round.
   *
   * @param run the folder that {@code simulate --out} has filled
   * @param round from 1
   * @return the candidates of the round, in the ledger's order
   * @throws CloisterException {@link ErrorCode#USAGE} if the ledger knows of none; if the run's
   *     files cannot be read; {@link ErrorCode#RECORD_UNREADABLE} if the job file is not that of
   *     the run
   */
  public List<Candidate> replay(Path run, long round) {
    RunFile facts = RunFile.read(run);
    List<RecordedAggregate> recorded =
        RecordedAggregate.of(LedgerFolder.open(run), facts.job(), round);
    CloisterException.require(
        !recorded.isEmpty(),
        ErrorCode.USAGE,
        "--round must be one in which the ledger has a candidate of job "
            + facts.job()
            + ", was "
            + round
            + "; cloister ledger show DIR --type aggregate lists them.");
    try (Scratch scratch = Scratch.create();
        PluginHost host = hosts.start(scratch.resolve("framework"));
        FileVectors vectors = new FileVectors(scratch.resolve("vectors"));
        ReadyJob ready = ready(host, run, facts);
        ArchiveKey key = ArchiveKey.find(run)) {
      RoundReplay replay =
          new RoundReplay(
              Terms.of(ready.job()),
              ready.assemblies(),
              facts.job(),
              archive(run, key),
              federation(run),
              vectors);
      List<Candidate> candidates = new ArrayList<>();
      for (RecordedAggregate one : recorded) {
        candidates.add(new Candidate(one.aggregate().step(), one.seq(), replay.of(one)));
      }
      return candidates;
    }
  }

  private static ReadyJob ready(PluginHost host, Path run, RunFile facts) {
    JobDraft draft = JobReader.draft(run.resolve(OutputFolder.JOB)).withSeed(facts.seed());
    ReadyJob ready = new JobCheck(host).ready(draft, List.of());
    CloisterException.require(
        ready.job().digest().equals(facts.file()),
        ErrorCode.RECORD_UNREADABLE,
        "The file "
            + run.resolve(OutputFolder.JOB)
            + " must be the job file that run.json names, is another; restore the folder.");
    return ready;
  }

  /** Whether it is the right one the ledger says. */
  private static Optional<FederationDescriptor> federation(Path run) {
    Path file = run.resolve("keys").resolve("federation.json");
    try {
      return Files.isRegularFile(file) && Files.size(file) <= FederationDescriptor.MAX_BYTES
          ? Optional.of(FederationDescriptor.read(Files.readAllBytes(file)))
          : Optional.empty();
    } catch (IOException e) {
      throw new CloisterException(
          ErrorCode.RECORD_UNREADABLE,
          "The file " + file + " must be readable; restore the folder of the run.",
          e);
    }
  }

  private static Optional<RoundArchive> archive(Path run, ArchiveKey key) {
    Path folder = run.resolve(RoundArchive.NAME);
    Optional<SecretBytes> secret = key.secret();
    return Files.isDirectory(folder)
        ? secret.map(bytes -> new RoundArchive(folder, bytes, new SecureRandom(), 1))
        : Optional.empty();
  }
}
