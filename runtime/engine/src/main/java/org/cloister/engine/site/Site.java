package org.cloister.engine.site;

import org.cloister.engine.JobTerms;
import org.cloister.engine.SiteBinding;
import org.cloister.model.Vectors;
import org.cloister.port.Protection;

/**
 * One site of one job, as long as the job lasts.
 *
 * @param terms of the job, this site's own copy
 * @param binding what is this site's own
 * @param protection its randomness and keys
 * @param vectors where large values live
 * @param machine what it says of its machine
 */
record Site(
    JobTerms terms,
    SiteBinding binding,
    Protection protection,
    Vectors vectors,
    Machinery machine) {

  String id() {
    return binding.site();
  }
}
