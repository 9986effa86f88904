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
import org.cloister.app.job.SiteEntry;
import org.cloister.app.yaml.Nearest;
import org.cloister.app.yaml.Problems;
import org.cloister.engine.JobTerms;
import org.cloister.engine.SiteBinding;
import org.cloister.engine.data.Preparation;
import org.cloister.engine.data.Split;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Quoted;
import org.cloister.model.Seeds;

/** From the sites of a job and the command line to what is each site's own. */
final class JobSites {

  private JobSites() {}

  /** The terms of a job whose tables become numbers by {@code preparation}. */
  static JobTerms terms(Job job, Preparation preparation) {
    return new JobTerms(
        job.name(),
        job.seed(),
        job.sites().stream().map(SiteEntry::id).toList(),
        job.data().schema(),
        preparation,
        job.training().batchSize(),
        job.training().clipNorm(),
        job.training().episodesPerRound(),
        Optional.empty(),
        Optional.empty());
  }

  /** The job with the paths of the command line in place of its own. */
  static Job withData(Job job, Map<String, Path> data) {
    List<String> ids = job.sites().stream().map(SiteEntry::id).toList();
    for (String site : data.keySet()) {
      CloisterException.require(
          ids.contains(site),
          ErrorCode.USAGE,
          "--data must name a site of the job, was "
              + Quoted.of(site)
              + Nearest.hint(site, ids)
              + "; the sites are "
              + String.join(", ", ids)
              + ".");
    }
    List<SiteEntry> sites = new ArrayList<>();
    for (SiteEntry site : job.sites()) {
      Path path = data.getOrDefault(site.id(), site.data());
      sites.add(new SiteEntry(site.id(), path, site.origin()));
    }
    return job.withSites(sites);
  }

  /** What is each site's own, in the order of the job. */
  static Map<String, SiteBinding> bind(Job job, Map<String, Path> given, Optional<Path> splits) {
    List<String> ids = job.sites().stream().map(SiteEntry::id).toList();
    Map<String, Split> named =
        splits.map(file -> SplitFile.read(file, ids)).orElseGet(LinkedHashMap::new);
    Problems problems = new Problems(job.file());
    Map<String, SiteBinding> bindings = new LinkedHashMap<>();
    for (SiteEntry site : job.sites()) {
      long seed = Seeds.derive(job.seed(), "split", 0, site.id(), "");
      Split split = named.getOrDefault(site.id(), new Split.Fraction(job.data().testShare(), seed));
      files(site, given.containsKey(site.id()), problems)
          .ifPresent(
              files ->
                  bindings.put(
                      site.id(), new SiteBinding(site.id(), files, split, Optional.empty())));
    }
    problems.refuseAny();
    return bindings;
  }

  private static Optional<LocalFiles> files(SiteEntry site, boolean given, Problems problems) {
    try {
      if (Files.isReadable(site.data())) {
        return Optional.of(LocalFiles.of(site.data()));
      }
    } catch (IOException e) {
      return complain(site, given, problems);
    }
    return complain(site, given, problems);
  }

  private static Optional<LocalFiles> complain(SiteEntry site, boolean given, Problems problems) {
    String path = Quoted.of(site.data().toString());
    String text = "must be a file or folder that can be read, was " + path;
    if (given) {
      throw new CloisterException(
          ErrorCode.DATA_UNREADABLE, "--data of site " + site.id() + " " + text + ".");
    }
    problems.add(
        site.origin().at(),
        site.origin().path() + ".data",
        text + "; correct it, or give --data " + site.id() + "=FILE",
        ErrorCode.DATA_UNREADABLE);
    return Optional.empty();
  }
}
