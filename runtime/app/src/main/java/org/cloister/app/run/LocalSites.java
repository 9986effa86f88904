package org.cloister.app.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.cloister.engine.JobTerms;
import org.cloister.engine.SiteBinding;
import org.cloister.engine.SiteMemory;
import org.cloister.engine.site.Machinery;
import org.cloister.engine.site.Participant;
import org.cloister.model.Vectors;
import org.cloister.node.LocalFederation;
import org.cloister.port.Assemblies;
import org.cloister.port.Protection;

/** The sites of a job, all of them in this process. */
final class LocalSites {

  private LocalSites() {}

  /**
   * Their machines, in the order of the job.
   *
   * @param terms what all of them agree on
   * @param bindings what is each site's own
   * @param memories what each site remembers of the job
   */
  static Map<String, Participant> of(
      JobTerms terms,
      Map<String, SiteBinding> bindings,
      Assemblies assemblies,
      Protection protection,
      Vectors vectors,
      Function<String, SiteMemory> memories) {
    Map<String, Participant> sites = new LinkedHashMap<>();
    bindings.forEach(
        (site, binding) ->
            sites.put(
                site,
                new Participant(
                    terms,
                    binding,
                    assemblies,
                    protection,
                    vectors,
                    Machinery.ofThisProcess(),
                    LocalFederation.COORDINATOR,
                    memories.apply(site))));
    return sites;
  }
}
