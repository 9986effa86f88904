package org.cloister.spi;

/** What every role of a plugin has in common. */
public interface Role {
  /**
   * The name that job files use, unique among the plugin's objects of the same role: lower-case
   * words joined by {@code -}, such as {@code fed-avg}. See {@link org.cloister.model.Ids#require}.
   */
  String id();
}
