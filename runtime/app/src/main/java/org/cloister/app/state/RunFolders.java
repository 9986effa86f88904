package org.cloister.app.state;

import java.nio.file.Path;
import java.util.List;

/**
 * Where the parties of a run keep their state.
 *
 * @param out the folder of the run
 * @param sites of the job
 */
record RunFolders(Path out, List<String> sites) {

  static RunFolders of(Path out, RunIdentity identity) {
    return new RunFolders(out, List.copyOf(identity.data().keySet()));
  }

  StateFolder coordinator() {
    return StateFolder.ofCoordinator(out);
  }

  /**
   * That of a site.
   *
   * @throws org.cloister.model.CloisterException {@link org.cloister.model.ErrorCode#STATE_DAMAGED}
   *     if the job has no such site
   */
  StateFolder site(String site) {
    if (!sites.contains(site)) {
      throw StateFile.damaged(
          coordinator().path(), "a checkpoint names a site that is not in the job");
    }
    return StateFolder.ofSite(out, site);
  }
}
