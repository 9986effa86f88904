package org.cloister.app.cli;

/**
 * This program.
 *
 * @param version of its release
 */
public record Program(String version) {}
