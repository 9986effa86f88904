package org.cloister.app.explain;

import org.cloister.model.ErrorCode;

/**
 * What a code means, why it happens and what to do.
 *
 * @param code the code
 * @param title a few words
 * @param text the whole page in plain Markdown, ending with a line break
 */
public record ErrorPage(ErrorCode code, String title, String text) {

  /** Who has to act, as a person would say it. */
  public String actor() {
    return switch (code.kind()) {
      case CONFIGURATION -> "whoever wrote the job file, the settings or the command line";
      case POLICY -> "the owner of a rule: a site's privacy officer, or who keeps the trust list";
      case PEER -> "another party of the federation, together with you";
      case RESOURCE -> "whoever runs this machine";
      case BUG -> "the makers of Cloister";
    };
  }
}
