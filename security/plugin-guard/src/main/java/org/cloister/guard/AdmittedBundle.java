package org.cloister.guard;

import java.util.Set;
import org.cloister.model.Bytes;

/**
 * A bundle that may be installed: trusted, and checked. Install {@link #content}, never the file,
 * which may have changed since.
 *
 * @param facts what it is
 * @param grants what it may see beyond the plugin API
 * @param content the very bytes that were checked
 */
public record AdmittedBundle(BundleFacts facts, Set<Grant> grants, Bytes content) {

  /** Copies the set. */
  public AdmittedBundle {
    grants = Set.copyOf(grants);
  }
}
