package org.cloister.verifier;

/**
 * One thing that a check found.
 *
 * @param code what kind of thing
 * @param where the file or the entry
 * @param what a sentence; holds nothing of an entry's body but names and numbers
 */
public record Finding(Code code, String where, String what) {}
