package org.cloister.tck;

/** The names of roles in findings; those of plugin pins. */
final class RoleNames {

  static final String PLUGIN = "plugin";
  static final String DATA_SOURCE = "data-source";
  static final String ARCHITECTURE = "architecture";
  static final String TRAINER = "trainer";
  static final String AGGREGATOR = "aggregator";
  static final String QUERY = "query";
  static final String SELECTOR = "selector";
  static final String COMPRESSOR = "compressor";
  static final String EPISODE_SAMPLER = "episode-sampler";
  static final String COMPUTATION = "computation";
  static final String AGENT = "agent";
  static final String WORKFLOW = "workflow";
  static final String SECURE_AGGREGATION = "secure-aggregation";
  static final String QUANTIZER = "quantizer";
  static final String PRIVACY_MECHANISM = "privacy-mechanism";
  static final String VECTORS = "vectors";

  private RoleNames() {}
}
