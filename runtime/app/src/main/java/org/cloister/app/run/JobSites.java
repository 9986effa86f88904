package org.cloister.app.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloister.app.job.Job;
import org.cloister.app.job.JobDraft;
import org.cloister.app.job.SiteEntry;
import org.cloister.app.plugins.SiteFiles;
import org.cloister.app.yaml.Nearest;
import org.cloister.app.yaml.ProblemsFound;
import org.cloister.engine.SiteBinding;
import org.cloister.engine.data.Split;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Quoted;
import org.cloister.model.Seeds;

/** From the sites of a job and the command line to what is each site's own. */
final class JobSites {

  /** Larger files are not read as a whole before a job; their first rows are. */
  private static final long WHOLE_BYTES = 64L << 20;

  private static final long USUAL_SEED = 0;
  private static final double USUAL_TEST_SHARE = 0.3;

  private JobSites() {}

  /**
   * The job with the paths of the command line in place of its own.
   *
   * @throws ProblemsFound {@link ErrorCode#USAGE} if one is for no site of the job
   */
  static Job withData(Job job, Map<String, Path> data) {
    JobDraft draft = withData(JobDraft.of(job), data);
    draft.problems().refuseAny();
    return draft.job().orElseThrow();
  }

  /** The same for a draft; paths for no site of the job are added to its problems. */
  static JobDraft withData(JobDraft draft, Map<String, Path> data) {
    List<String> ids = draft.sites().stream().map(SiteEntry::id).toList();
    for (String site : data.keySet()) {
      if (!ids.contains(site)) {
        draft
            .problems()
            .addOutside(
                "--data",
                "",
                "must name a site of the job, was "
                    + Quoted.of(site)
                    + Nearest.among(site, ids, "the sites are"),
                ErrorCode.USAGE);
      }
    }
    List<SiteEntry> sites = new ArrayList<>();
    for (SiteEntry site : draft.sites()) {
      Path path = data.getOrDefault(site.id(), site.data());
      sites.add(new SiteEntry(site.id(), path, site.origin()));
    }
    return draft.withSites(sites);
  }

  /**
   * What is each site's own, in the order of the job.
   *
   * @throws ProblemsFound with all that cannot be read
   */
  static Map<String, SiteBinding> bind(Job job, Map<String, Path> given, Optional<Path> splits) {
    JobDraft draft = JobDraft.of(job);
    List<SiteFiles> files = files(draft, given, splits, false);
    draft.problems().refuseAny();
    return bindings(files);
  }

  /** What is each site's own, by site. */
  static Map<String, SiteBinding> bindings(List<SiteFiles> files) {
    Map<String, SiteBinding> bindings = new LinkedHashMap<>();
    files.forEach(site -> bindings.put(site.entry().id(), site.binding()));
    return bindings;
  }

  /**
   * The sites whose files are there; what cannot be read is added to the problems.
   *
   * @param whole whether all rows are to be looked at, where the files are not too large
   */
  static List<SiteFiles> files(
      JobDraft draft, Map<String, Path> given, Optional<Path> splits, boolean whole) {
    Map<String, Split> named = splits.map(file -> splits(draft, file)).orElse(Map.of());
    long jobSeed = draft.job().map(Job::seed).orElse(USUAL_SEED);
    double share = draft.job().map(job -> job.data().testShare()).orElse(USUAL_TEST_SHARE);
    List<SiteFiles> sites = new ArrayList<>();
    for (SiteEntry site : draft.sites()) {
      long seed = Seeds.derive(jobSeed, "split", 0, site.id(), "");
      Split split = named.getOrDefault(site.id(), new Split.Fraction(share, seed));
      files(site, given.containsKey(site.id()), draft)
          .ifPresent(
              files ->
                  sites.add(
                      new SiteFiles(
                          site,
                          new SiteBinding(site.id(), files, split, Optional.empty()),
                          whole && isSmall(site.data())
                              ? SiteFiles.Look.ALL_ROWS
                              : SiteFiles.Look.FIRST_ROWS)));
    }
    return sites;
  }

  private static Map<String, Split> splits(JobDraft draft, Path file) {
    try {
      return SplitFile.read(file, draft.sites().stream().map(SiteEntry::id).toList());
    } catch (CloisterException e) {
      draft.problems().addOutside("--split", "", String.valueOf(e.getMessage()), e.code());
      return Map.of();
    }
  }

  private static boolean isSmall(Path data) {
    try {
      return Files.isRegularFile(data) && Files.size(data) <= WHOLE_BYTES;
    } catch (IOException e) {
      return false;
    }
  }

  private static Optional<LocalFiles> files(SiteEntry site, boolean given, JobDraft draft) {
    try {
      if (Files.isReadable(site.data())) {
        return Optional.of(LocalFiles.of(site.data()));
      }
    } catch (IOException e) {
      return complain(site, given, draft);
    }
    return complain(site, given, draft);
  }

  private static Optional<LocalFiles> complain(SiteEntry site, boolean given, JobDraft draft) {
    String path = Quoted.of(site.data().toString());
    String text = "must be a file or folder that can be read, was " + path;
    if (given) {
      draft
          .problems()
          .addOutside(
              "--data",
              site.id(),
              text + "; correct the path, which is relative to the current folder",
              ErrorCode.DATA_UNREADABLE);
    } else {
      draft
          .problems()
          .add(
              site.origin().at(),
              site.origin().path() + ".data",
              text + "; correct it, or give --data " + site.id() + "=FILE",
              ErrorCode.DATA_UNREADABLE);
    }
    return Optional.empty();
  }
}
