package org.cloister.model;

/** Whose presence a privacy guarantee hides. */
public enum PrivacyUnit {
  /** One record of a site. */
  RECORD,
  /** All data of a site. */
  SITE
}
